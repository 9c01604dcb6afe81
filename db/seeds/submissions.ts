import { createHash, randomUUID } from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import type { Kysely } from 'kysely'
import type { DB } from '../schema.ts'
import { newestVersion } from './prompt.ts'

/** A marked essay as it lies in db/seeds/texts; annotations name words that occur once in the text. */
export type SeedEssay = {
  prompt: string
  locale: 'kk' | 'ru'
  quality: 'weak' | 'middling' | 'good'
  text: string
  scores: Record<string, number>
  remarks: Record<string, string>
  annotations: { quote: string; criterion: string; comment: string }[]
  overall: string
}

/** The seeded essays on a prompt, in a fixed order. */
export function seedEssays(prompt: string): SeedEssay[] {
  const folder = path.join(import.meta.dirname, 'texts')
  return fs
    .readdirSync(folder)
    .sort()
    .map((file) => JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) as SeedEssay)
    .filter((essay) => essay.prompt === prompt)
}

/** Words as the platform counts them. */
export const wordsOf = (text: string): number =>
  text.match(/[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu)?.length ?? 0

type Given = {
  personId: string
  cohortId: string
  promptSlug: string
  locale: 'kk' | 'ru' | 'en'
  text: string
  submittedAt: Date
  /** It came after the due time. */
  late?: boolean
  /** `deadline`: the time ran out and the server took what it held. */
  closedBy?: 'participant' | 'deadline'
  /** Decides alias and receipt number; random where it is not given. */
  key?: string
}

const LETTERS = 'ABCDEFGHJKMNPQRSTVWXYZ'
const DIGEST = '23456789ABCDEFGHJKMNPQRSTVWXYZ'

function codesOf(key: string): { alias: string; receipt: string } {
  const bytes = createHash('sha256').update(key).digest()
  const at = (index: number) => bytes[index] ?? 0
  const alias = `${LETTERS[at(0) % LETTERS.length]}${2 + (at(1) % 8)}-${100 + ((at(2) * 256 + at(3)) % 900)}`
  const digits = Array.from({ length: 6 }, (_, index) => at(4 + index) % DIGEST.length)
  const body = digits.map((digit) => DIGEST[digit]).join('')
  // The check sign of a real receipt number: `/verify` refuses any other.
  const sum = digits.reduce((total, digit, index) => total + (digit + 1) * (index + 2), 0)
  return { alias, receipt: `2026-${body}-${DIGEST[sum % 29]}` }
}

/** Inserts a closed attempt with its draft and submission; returns the submission's id. */
export async function seedSubmission(db: Kysely<DB>, given: Given): Promise<string> {
  const prompt = await newestVersion(db, given.promptSlug)
  const text = given.text.normalize('NFC')
  const { closedBy = 'participant' } = given
  // Two minutes of grace, or an hour of writing.
  const written = closedBy === 'deadline' ? prompt.minutes + 2 : Math.min(60, prompt.minutes - 1)
  const begun = new Date(given.submittedAt.getTime() - written * 60_000)
  const { id: attemptId } = await db
    .insertInto('attempt')
    .values({
      person_id: given.personId,
      cohort_id: given.cohortId,
      prompt_id: prompt.id,
      prompt_version_id: prompt.versionId,
      number: 1,
      locale: given.locale,
      started_at: begun,
      deadline_at: new Date(begun.getTime() + prompt.minutes * 60_000),
      closed_at: given.submittedAt,
      closed_by: closedBy,
      own_work_at: begun,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await db
    .insertInto('draft')
    .values({ attempt_id: attemptId, revision: 12, text, words: wordsOf(text), saved_at: given.submittedAt })
    .execute()
  for (let salt = 0; ; salt++) {
    const { alias, receipt } = codesOf(`${given.key ?? randomUUID()} ${salt}`)
    const row = await db
      .insertInto('submission')
      .values({
        attempt_id: attemptId,
        person_id: given.personId,
        cohort_id: given.cohortId,
        prompt_id: prompt.id,
        prompt_version_id: prompt.versionId,
        locale: given.locale,
        text,
        words: wordsOf(text),
        sha256: createHash('sha256').update(text).digest('hex'),
        receipt_number: receipt,
        alias,
        submitted_at: given.submittedAt,
        late: given.late ?? false,
      })
      .onConflict((conflict) => conflict.doNothing())
      .returning('id')
      .executeTakeFirst()
    if (row) return row.id
  }
}
