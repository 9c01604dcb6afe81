import { z } from 'zod'
import { locales } from '#app/i18n/locales.ts'
import { UUID } from '#app/platform/uuid.ts'
import { EDITOR_NAME } from './presence.ts'
import { rosterFilters } from './roster.ts'

const text = z.string({ error: 'site.form.required' })
// The greatest that the database can hold.
const LAST_REVISION = 2_147_483_647
const revision = z.coerce.number({ error: 'site.form.required' }).int().min(0).max(LAST_REVISION)

/**
 * Begin of an attempt: the language of the answer, whether it begins with the text of the attempt before, that the work
 * will be the person's own, and that she knows the clock will run.
 */
export const BeginForm = z.object({
  language: z.enum(locales, { error: 'site.form.choose' }),
  start: z.enum(['blank', 'earlier'], { error: 'site.form.choose' }).optional().default('blank'),
  ownWork: z.literal('on', { error: 'essays.begin.ownWorkFirst' }),
  ready: z.literal('on', { error: 'essays.begin.readyFirst' }),
})

/** The writing page without a script: saved or submitted as a whole. An empty text is a text. */
export const WriteForm = z.object({
  text: text.optional().default(''),
  baseRevision: revision,
  intent: z.enum(['save', 'review', 'submit']),
})

/** Body of `PUT /api/drafts/:attemptId`. */
export const DraftBody = z.object({
  baseRevision: z.number().int().min(0).max(LAST_REVISION),
  text: z.string(),
  editor: z.string().regex(EDITOR_NAME).optional(),
})

/** Body of `POST /api/drafts/:attemptId`: a writing page is there. */
export const PresenceBody = z.object({ editor: z.string().regex(EDITOR_NAME), takeOver: z.boolean() })

/** The form of `/verify`: a receipt or the number of one, and a text to compare with it. */
export const VerifyForm = z.object({ receipt: text, text: text.optional().default('') })

const MINUTES = 'site.form.number|min=0|max=600'
const REOPENED = 'site.form.number|min=1|max=600'
const reason = z
  .string({ error: 'attempts.form.reason' })
  .trim()
  .min(3, 'attempts.form.reason')
  .max(500, 'site.form.tooLong|max=500')

/**
 * More time for some participants, for those whom a filter leaves, or for all of a cohort: minutes, a due time ("2026-11-25T20:30", local to the
 * cohort), or both. No minutes and no due time: as for everybody again.
 */
export const ExtensionForm = z
  .object({
    cohort: z.uuid({ error: 'site.form.choose' }),
    prompt: z.string({ error: 'site.form.choose' }).max(80),
    who: z.enum(['chosen', 'matching', 'all'], { error: 'site.form.choose' }),
    person: z.array(z.uuid()).optional().default([]),
    /** For `matching`: the filter of the list, and how many it showed. */
    state: z.enum(rosterFilters).optional(),
    search: z.string().max(200).optional().default(''),
    members: z.coerce.number().int().min(0).optional().default(0),
    minutes: z.coerce.number({ error: MINUTES }).int(MINUTES).min(0, MINUTES).max(600, MINUTES),
    due: z.string().optional(),
    reason,
  })
  .refine(({ who, person }) => who !== 'chosen' || person.length > 0, {
    path: ['who'],
    error: 'attempts.form.somebody',
  })

/** Reading a text of somebody's attempt: which one ("draft", or "copy:" and its id), and why. */
export const ReadForm = z.object({
  text: z
    .string({ error: 'site.form.choose' })
    .regex(new RegExp(`^(?:draft|(?:snapshot|copy|submission):${UUID})$`), 'site.form.choose')
    .transform((text) => {
      const [source, id = null] = text.split(':')
      return { source: source as 'draft' | 'snapshot' | 'copy' | 'submission', id }
    }),
  reason,
})

/** Opening a closed attempt again, for so many minutes. */
export const ReopenForm = z.object({
  minutes: z.coerce.number({ error: REOPENED }).int(REOPENED).min(1, REOPENED).max(600, REOPENED),
  reason,
})

/** Letting a late copy count. */
export const AcceptForm = z.object({ copy: z.uuid({ error: 'site.form.choose' }), reason })
