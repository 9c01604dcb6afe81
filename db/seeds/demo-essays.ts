import { type Kysely, sql } from 'kysely'
import type { DB } from '../schema.ts'
import { seedDemoTime } from './demo-time.ts'
import { seedMark } from './marks.ts'
import { randomFrom } from './random.ts'
import { type SeedEssay, seedEssays, seedSubmission } from './submissions.ts'

type Asked = {
  cohortId: string
  participants: { id: string; locale: string }[]
  markers: string[]
  lead: string
  admin: string
  now: Date
}

const HOUR = 3_600_000

/**
 * Essays of a cohort on its day 5: the diagnostic ones mostly marked and released, some finished and not yet
 * released, a few waiting; the case analyses handed in and waiting, with what staff decide about time. Who never
 * came has written nothing.
 */
export async function seedDemoEssays(
  db: Kysely<DB>,
  { cohortId, participants, markers, lead, admin, now }: Asked,
): Promise<void> {
  const random = randomFrom('demo essays')
  const ago = (hours: number) => new Date(now.getTime() - hours * HOUR)
  const pick = (essays: SeedEssay[], locale: string): SeedEssay => {
    const own = essays.filter((one) => one.locale === locale)
    const found = own[random.whole(0, own.length - 1)]
    if (!found) throw new Error(`there is no seeded essay in ${locale}`)
    return found
  }
  const diagnostic = seedEssays('diagnostic')
  const analyses = seedEssays('case-analysis')
  // Without the course there is nothing to write about.
  if (!(await db.selectFrom('prompt').select('id').executeTakeFirst())) return
  const came = await whoCame(db, participants)
  for (const [index, { id: personId, locale }] of came.entries()) {
    if (index % 6 !== 5) {
      const essay = pick(diagnostic, locale)
      const handedIn = {
        personId,
        cohortId,
        promptSlug: 'diagnostic',
        locale: essay.locale,
        text: essay.text,
      }
      const submissionId = await seedSubmission(db, {
        ...handedIn,
        submittedAt: ago(52 + random.next() * 10),
        key: `d ${personId}`,
      })
      const markerId = markers[index % markers.length] ?? lead
      const mark = { submissionId, markerId, essay, at: ago(26 + random.next() * 12) }
      if (index < 105) await seedMark(db, { ...mark, releasedAt: ago(20), releasedBy: lead })
      else if (index < 128) await seedMark(db, mark)
    }
    if (index % 4 === 1) {
      const essay = pick(analyses, locale)
      const handedIn = {
        personId,
        cohortId,
        promptSlug: 'case-analysis',
        locale: essay.locale,
        text: essay.text,
      }
      await seedSubmission(db, {
        ...handedIn,
        submittedAt: ago(2 + random.next() * 16),
        key: `c ${personId}`,
      })
    }
  }
  const free = came.filter((_, index) => index % 6 === 5 && index % 4 !== 1)
  await seedDemoTime(db, {
    cohortId,
    free,
    admin,
    diagnostic: (locale) => pick(diagnostic, locale),
    analysis: (locale) => pick(analyses, locale),
    now,
  })
  await seenAtHandingIn(db, cohortId)
}

async function whoCame<Who extends { id: string }>(db: Kysely<DB>, people: Who[]): Promise<Who[]> {
  const rows = await db.selectFrom('person').where('last_seen_at', 'is not', null).select('id').execute()
  const came = new Set(rows.map((row) => row.id))
  return people.filter(({ id }) => came.has(id))
}

async function seenAtHandingIn(db: Kysely<DB>, cohortId: string): Promise<void> {
  await sql`
    update person p set last_seen_at = greatest(p.last_seen_at, h.at)
    from (select a.person_id, max(s.submitted_at) as at from submission s join attempt a on a.id = s.attempt_id
      where a.cohort_id = ${cohortId} group by a.person_id) h
    where h.person_id = p.id`.execute(db)
}
