import { z } from 'zod'
import { nameField } from '#app/platform/name-field.server.ts'
import { isAddress, plainAddress } from '../identity/address.ts'
import { isAfterCourse } from './retention.ts'

const required = { error: 'site.form.required' }
const zones = new Set([...Intl.supportedValuesOf('timeZone'), 'UTC'])
const DAYS = 'site.form.number|min=1|max=60'
const GRACE = 'site.form.number|min=0|max=3600'

/** True for a day that the calendar has: not 31 February. */
const isDate = (text: string): boolean =>
  /^\d{4}-\d\d-\d\d$/.test(text) &&
  !Number.isNaN(Date.parse(text)) &&
  new Date(`${text}T00:00:00Z`).toISOString().startsWith(text)

export const CohortForm = z
  .object({
    name: nameField(120),
    startDate: z.string({ error: 'site.form.date' }).refine(isDate, 'site.form.date'),
    days: z.coerce.number({ error: DAYS }).int(DAYS).min(1, DAYS).max(60, DAYS),
    zone: z
      .string(required)
      .trim()
      .refine((zone) => zones.has(zone), 'people.cohort.unknownZone'),
    opens: z
      .string({ error: 'people.cohort.unknownTime' })
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'people.cohort.unknownTime'),
    graceSeconds: z.coerce.number({ error: GRACE }).int(GRACE).min(0, GRACE).max(3600, GRACE),
    retainUntil: z
      .string()
      .refine(isDate, 'site.form.date')
      .optional()
      .transform((date) => date ?? null),
  })
  .refine(({ retainUntil, startDate, days }) => !retainUntil || isAfterCourse(retainUntil, startDate, days), {
    path: ['retainUntil'],
    error: 'people.cohort.retainBeforeEnd',
  })

/** Beside which field a refusal of `saveCohort` stands, and its sentence. */
export const COHORT_REFUSALS = {
  name_taken: ['name', 'people.cohort.nameTaken'],
  too_soon: ['retainUntil', 'people.cohort.retainTooSoon'],
} as const

export const MemberForm = z.object({
  email: z.string(required).trim().transform(plainAddress).refine(isAddress, 'site.form.email'),
})

/** "08:30" as minutes after midnight. */
export const minuteOf = (clock: string): number => {
  const [hours = 0, minutes = 0] = clock.split(':').map(Number)
  return hours * 60 + minutes
}

/** Minutes after midnight as "08:30". */
export const clockOf = (minute: number): string =>
  `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`
