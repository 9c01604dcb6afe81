import { randomUUID } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import type { DB } from '../schema.ts'
import type { SeedEssay } from './submissions.ts'

type GivenMark = {
  submissionId: string
  markerId: string
  essay: Pick<SeedEssay, 'text' | 'scores' | 'remarks' | 'annotations' | 'overall'>
  at: Date
  releasedAt?: Date | null
  releasedBy?: string
}

/** Inserts a first marker's finished mark and its outcome, released where told. */
export async function seedMark(db: Kysely<DB>, given: GivenMark): Promise<void> {
  const { essay, submissionId, markerId, at, releasedAt = null } = given
  const text = essay.text.normalize('NFC')
  const annotations = essay.annotations.map(({ quote: given, criterion, comment }, index) => {
    const quote = given.normalize('NFC')
    const start = text.indexOf(quote)
    return { id: `s${index + 1}`, criterion, comment, selector: { start, end: start + quote.length, quote } }
  })
  const points = Object.values(essay.scores).reduce((sum, score) => sum + score, 0)
  const { id } = await db
    .insertInto('mark')
    .values({
      script_id: submissionId,
      marker_id: markerId,
      seat: 'first',
      rubric_id: sql<string>`(select v.rubric_id from submission s join prompt_version v on v.id = s.prompt_version_id
        where s.id = ${submissionId})`,
      scores: JSON.stringify(essay.scores),
      remarks: JSON.stringify(essay.remarks),
      annotations: JSON.stringify(annotations),
      overall: essay.overall,
      points,
      finalised_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const release = releasedAt ? { at: releasedAt, by: given.releasedBy ?? markerId } : null
  await seedOutcome(db, { submissionId, points, fromMarks: [id], by: markerId, at, release })
}

type GivenOutcome = {
  submissionId: string
  points: number
  /** Without them it stands on nothing that can be read. */
  fromMarks?: string[]
  by: string
  at: Date
  release?: { at: Date; by: string } | null
}

/** Inserts the next outcome of a script, released where told; returns its id. */
export async function seedOutcome(db: Kysely<DB>, given: GivenOutcome): Promise<string> {
  const { submissionId, points, fromMarks = [randomUUID()], by, at, release = null } = given
  const { id } = await db
    .insertInto('outcome')
    .values({
      script_id: submissionId,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from outcome where script_id = ${submissionId})`,
      points,
      from_marks: fromMarks,
      rule: 'single',
      decided_by: by,
      decided_at: at,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  if (release) await seedRelease(db, { outcomeId: id, ...release })
  return id
}

/** Releases an outcome. */
export async function seedRelease(
  db: Kysely<DB>,
  { outcomeId, at, by }: { outcomeId: string; at: Date; by: string },
): Promise<void> {
  await db.insertInto('release').values({ outcome_id: outcomeId, released_at: at, released_by: by }).execute()
}
