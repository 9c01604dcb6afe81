import { type RawBuilder, sql } from 'kysely'
import type { TxCtx } from './ctx.ts'

/** Whom the log must not name any more; `subjects` are ids of rows that are about that person. */
export type ErasedFromLog = { name: string; email: string; subjects: string[] }

// Words that people typed, and values that name somebody.
const NAMING = ['name', 'email', 'reason']

// A shorter name would be found within other words.
const NAME_MIN = 4

/**
 * Takes what names a person out of the details of audit rows: typed words of the rows about that person, and every detail
 * of any row in which the name or the address occurs. The rows themselves stay.
 */
export async function eraseFromAudit(tx: TxCtx, { name, email, subjects }: ErasedFromLog): Promise<void> {
  await sql`
    update audit_event set details = details - ${NAMING}::text[]
    where subject_id = any(${subjects}::text[]) and details ?| ${NAMING}::text[]`.execute(tx.db)
  // As the name is spelled inside of JSON.
  const spelled = JSON.stringify(name).slice(1, -1)
  const names = (text: RawBuilder<string>) => sql<boolean>`(position(${email}::text in lower(${text})) > 0
    or (${name.length >= NAME_MIN}::boolean and position(${spelled}::text in ${text}) > 0))`
  await sql`
    update audit_event set details = (select coalesce(jsonb_object_agg(key, value), '{}') from jsonb_each(details)
      where not ${names(sql`value::text`)})
    where ${names(sql`details::text`)}`.execute(tx.db)
}
