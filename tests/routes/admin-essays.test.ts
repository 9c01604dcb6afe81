import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { seedLateCopy } from '#db/seeds/writing.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { sentMails } from '#tests/setup/mails.ts'

// Day 5 of the cohort. The essay opened on day 4, takes 90 minutes, is due on day 6 and cut off on day 7.
const now = new Date('2026-11-24T04:00:00Z')
const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)
const en = { locale: 'en' as const }

let app: TestApp
let cohortId: string
let admin: string
beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  const { db } = app.services
  cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  admin = (await seedPerson(db, { ...en, role: 'admin' })).id
  await seedPrompt(db, 'case', { cut_off_day: 7 })
})
afterAll(() => app.close())

const list = async (query = '', cohort = cohortId) =>
  (await app.get(`/admin/essays?cohort=${cohort}&prompt=case${query}`, { as: admin })).text()
const names = (html: string) => [...html.matchAll(/<label for="person-[^>]*>([^<]+)</g)].map((one) => one[1])
const rowOf = (html: string, name: string) =>
  html.split('<tr>').find((row) => row.includes(`>${name}<`)) ?? ''

const participant = (name: string, cohort = cohortId) =>
  seedPerson(app.services.db, { ...en, cohortId: cohort, name, email: `${randomUUID()}@sot.kz` })

async function writing(name: string, cohort = cohortId) {
  const person = await participant(name, cohort)
  app.setNow(now)
  await app.post('/essays/case', { language: 'ru', ownWork: 'on', ready: 'on' }, { as: person.id })
  return { ...person, attempt: await attemptOf(person.id) }
}
const attemptOf = (personId: string) =>
  app.services.db
    .selectFrom('attempt')
    .where('person_id', '=', personId)
    .selectAll()
    .executeTakeFirstOrThrow()
const allowancesOf = (personId: string) =>
  app.services.db
    .selectFrom('allowance')
    .where('person_id', '=', personId)
    .orderBy('granted_at')
    .select(['extra_minutes', 'due_at', 'reason', 'granted_by'])
    .execute()
async function submitted(name: string, given: { late?: boolean; text?: string } = {}) {
  const person = await participant(name)
  const { late = false, text = 'One two three.' } = given
  const essay = { personId: person.id, cohortId, promptSlug: 'case', locale: 'ru' as const, text, late }
  await seedSubmission(app.services.db, { ...essay, submittedAt: after(-60) })
  return person
}

const extension = (given: Record<string, string | string[]>, cohort = cohortId) => ({
  cohort,
  prompt: 'case',
  who: 'chosen',
  minutes: '30',
  due: '',
  reason: 'A medical certificate',
  ...given,
})
const extend = (given: Record<string, string | string[]>, cohort = cohortId) =>
  app.post(`/admin/essays?cohort=${cohort}&prompt=case`, extension(given, cohort), { as: admin })
const jobOf = async (attemptId: string) => {
  const { rows } = await app.services.pool.query('select run_at from graphile_worker.jobs where key = $1', [
    `close:${attemptId}`,
  ])
  return rows.map(({ run_at }: { run_at: Date }) => run_at)
}
