import type { Kysely } from 'kysely'
import { sql } from 'kysely'
import { readReceipt, textHash } from '#app/features/essays/receipt.server.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import type { DB } from '#db/schema.ts'
import { wordsOf } from './memory-storage.ts'
import type { Writer } from './writer.ts'

/** Writes down every revision of every draft in the transaction that makes it: what was acknowledged must be there. */
export async function keepLedger(db: Kysely<DB>): Promise<void> {
  await sql`
    create table chaos_ledger (attempt_id uuid, revision integer, sha256 text);
    create index on chaos_ledger (attempt_id);
    create function chaos_note() returns trigger language plpgsql as $$
    begin
      insert into chaos_ledger values (new.attempt_id, new.revision, encode(sha256(convert_to(new.text, 'UTF8')), 'hex'));
      return null;
    end $$;
    create trigger chaos_note after insert or update of text on draft for each row execute function chaos_note();
  `.execute(db)
}

/** What the database holds of one attempt. */
async function heldOf(db: Kysely<DB>, attemptId: string) {
  const draft = await db
    .selectFrom('draft')
    .where('attempt_id', '=', attemptId)
    .select(['revision', 'text'])
    .executeTakeFirstOrThrow()
  const texts = async (table: 'draft_snapshot' | 'late_copy' | 'submission') =>
    (await db.selectFrom(table).where('attempt_id', '=', attemptId).select('text').execute()).map(
      ({ text }) => text,
    )
  const ledger = await sql<{ revision: number; sha256: string }>`
    select revision, sha256 from chaos_ledger where attempt_id = ${attemptId}`.execute(db)
  return {
    ...draft,
    submissions: await texts('submission'),
    others: [...(await texts('draft_snapshot')), ...(await texts('late_copy'))],
    ledger: new Set(ledger.rows.map(({ revision, sha256 }) => `${revision} ${sha256}`)),
  }
}

/** Every promise to one writer that was broken, in a sentence each; `secret` is the one that seals receipts. */
export async function brokenPromises(db: Kysely<DB>, writer: Writer, secret: string): Promise<string[]> {
  const { attemptId, name } = writer.given
  const held = await heldOf(db, attemptId)
  const broken: string[] = []
  for (const { revision, text, receipt } of writer.acknowledged) {
    const sha256 = textHash(text.normalize('NFC'))
    const read = readReceipt(receipt, secret)
    const genuine =
      read.ok &&
      read.value.attemptId === attemptId &&
      read.value.revision === revision &&
      read.value.sha256 === sha256
    if (!genuine) broken.push(`${name}: the receipt of revision ${revision} is false`)
    if (revision > held.revision)
      broken.push(`${name}: revision ${revision} was acknowledged, ${held.revision} is there`)
    else if (!held.ledger.has(`${revision} ${sha256}`))
      broken.push(`${name}: revision ${revision} was acknowledged and never was that text`)
  }
  const there = new Set([held.text, ...held.submissions, ...held.others, ...writer.kept()].flatMap(wordsOf))
  const missing = [...writer.words].filter((word) => !there.has(word))
  if (missing.length > 0) broken.push(`${name}: ${missing.length} words are nowhere, such as ${missing[0]}`)
  return broken
}

/** After the end: a text with words was handed in as it was. */
export async function wronglyClosed(db: Kysely<DB>, writer: Writer): Promise<string[]> {
  const { attemptId, name } = writer.given
  const { text, submissions } = await heldOf(db, attemptId)
  if (countWords(text) === 0 && writer.acknowledged.length > 0) return [`${name}: closed empty`]
  return countWords(text) === 0 || submissions.includes(text) ? [] : [`${name}: another text was handed in`]
}
