import type { Kysely } from 'kysely'
import type { DB } from '#db/schema.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { openTestApp, type TestApp } from './app.ts'

/** The moment of the marking tests: day 5 of their cohort. */
export const now = new Date('2026-11-24T04:00:00Z')

/** What stands in every remark and comment of `work`. */
export const SECRET = 'A-COMMENT-NOBODY-SEES-EARLY'

/** The essay of every script. */
export const TEXT = 'The claim is founded. The deadline is not missed.'

/** A marker's whole work on a script, 7 of 10 points, made from `revision`. */
export const work = (revision: number) => ({
  revision: String(revision),
  'scores.facts': '4',
  'scores.norm': '3',
  'remarks.facts': SECRET,
  overall: SECRET,
  'annotations[0].id': 'one',
  'annotations[0].criterion': 'facts',
  'annotations[0].comment': SECRET,
  'annotations[0].selector.start': '0',
  'annotations[0].selector.end': '9',
  'annotations[0].selector.quote': 'The claim',
})

/** Of each outcome of a script that was not withdrawn: when it was released, or null. */
export async function releasesOf(db: Kysely<DB>, scriptId: string): Promise<(Date | null)[]> {
  const rows = await db
    .selectFrom('outcome as o')
    .leftJoin('release as r', 'r.outcome_id', 'o.id')
    .where('o.script_id', '=', scriptId)
    .where('o.withdrawn_at', 'is', null)
    .orderBy('o.number')
    .select('r.released_at')
    .execute()
  return rows.map(({ released_at }) => released_at)
}

/** Decides as an admin how a cohort's essays on the first prompt are marked. */
export async function setPolicy(
  app: TestApp,
  cohortId: string,
  admin: string,
  form: Record<string, string>,
): Promise<Response> {
  const { id } = await app.services.db
    .selectFrom('prompt')
    .orderBy('slug')
    .select('id')
    .executeTakeFirstOrThrow()
  return app.post(`/admin/cohorts/${cohortId}/marking`, { promptId: id, ...form }, { as: admin })
}

/** The platform with a cohort, a prompt and what tests of marking do with them. */
export async function openMarking() {
  const app = await openTestApp()
  app.setNow(now)
  const cohortId = (await seedCohort(app.services.db, { start_date: '2026-11-20', now })).id
  await seedPrompt(app.services.db, 'case')
  const person = (role: 'participant' | 'instructor' | 'lead', name?: string) =>
    seedPerson(app.services.db, { role, cohortId, ...(name ? { name } : {}) })
  async function script(hours = 5, given: { cohortId?: string; locale?: 'kk' | 'ru' } = {}) {
    const writer = await person('participant', 'Құпия Есімова')
    const submittedAt = new Date(now.getTime() - hours * 3_600_000)
    const essay = { personId: writer.id, cohortId, promptSlug: 'case', locale: 'ru' as const, text: TEXT }
    return { writer, id: await seedSubmission(app.services.db, { ...essay, submittedAt, ...given }) }
  }
  const take = (id: string, as: string) => app.post(`/grade/${id}`, { intent: 'take' }, { as })
  const save = (id: string, as: string, form: Record<string, string>) =>
    app.post(`/api/marks/${id}`, form, { as })
  return { app, cohortId, person, script, take, save }
}
