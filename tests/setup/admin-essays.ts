import { randomUUID } from 'node:crypto'
import { sql } from 'kysely'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import type { TestApp } from './app.ts'

/** Day 5 of the cohort. The essay opened on day 4, takes 90 minutes, is due on day 6 and cut off on day 7. */
export const now = new Date('2026-11-24T04:00:00Z')

/** So many minutes after that. */
export const after = (minutes: number) => new Date(now.getTime() + minutes * 60_000)

/** The people of a list of attempts, in its order. */
export const names = (html: string) => [...html.matchAll(/<th scope="row">([^<]+)</g)].map((one) => one[1])

/** The row of one of them. */
export const rowOf = (html: string, name: string) =>
  html.split('<tr>').find((row) => row.includes(`>${name}<`)) ?? ''

/** A cohort with the essay `case`, an admin who looks at it in English, and what the two can do. */
export async function openAdminEssays(app: TestApp) {
  const { db } = app.services
  app.setNow(now)
  const cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  const admin = (await seedPerson(db, { locale: 'en', role: 'admin' })).id
  await seedPrompt(db, 'case', { cut_off_day: 7 })

  const attemptOf = (personId: string) =>
    db.selectFrom('attempt').where('person_id', '=', personId).selectAll().executeTakeFirstOrThrow()

  const participant = (name: string, cohort = cohortId) =>
    seedPerson(db, { locale: 'en', cohortId: cohort, name, email: `${randomUUID()}@sot.kz` })

  return {
    cohortId,
    admin,
    attemptOf,
    participant,
    /** Another cohort of the same days. */
    cohort: async () => (await seedCohort(db, { start_date: '2026-11-20', now })).id,
    list: async (query = '', cohort = cohortId) =>
      (await app.get(`/admin/essays?cohort=${cohort}&prompt=case${query}`, { as: admin })).text(),
    /** A participant who has just begun. */
    async writing(name: string, cohort = cohortId) {
      const person = await participant(name, cohort)
      app.setNow(now)
      await app.post('/essays/case', { language: 'ru', ownWork: 'on', ready: 'on' }, { as: person.id })
      return { ...person, attempt: await attemptOf(person.id) }
    },
    /** Sends the form of more time, by default 30 minutes for those who are ticked. */
    extend: (given: Record<string, string | string[]>, cohort = cohortId) =>
      app.post(
        `/admin/essays?cohort=${cohort}&prompt=case`,
        {
          cohort,
          prompt: 'case',
          who: 'chosen',
          minutes: '30',
          due: '',
          reason: 'A medical certificate',
          ...given,
        },
        { as: admin },
      ),
    allowancesOf: (personId: string) =>
      db
        .selectFrom('allowance')
        .where('person_id', '=', personId)
        .orderBy('granted_at')
        .select(['extra_minutes', 'due_at', 'reason', 'granted_by'])
        .execute(),
    /** When the server will close the attempt. */
    async closingOf(attemptId: string): Promise<Date[]> {
      const key = `close:${attemptId}`
      const { rows } = await sql<{ run_at: Date }>`
        select run_at from graphile_worker.jobs where key = ${key}`.execute(db)
      return rows.map(({ run_at }) => run_at)
    },
  }
}
