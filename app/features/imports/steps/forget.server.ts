import { sql } from 'kysely'
import type { TxCtx } from '#app/platform/ctx.ts'

/**
 * Deletes every uploaded list that names a person who is erased, by address or by name; and those that nobody could read
 * yet. Lists are there for some days only, and may be uploaded again.
 */
export async function forgetLists(
  tx: TxCtx,
  { name, email }: { name: string; email: string },
): Promise<void> {
  await sql`
    delete from file_import i
    where i.state in ('waiting', 'failed') or exists (
      select from file_import_row r where r.import_id = i.id
      and (position(lower(${email}::text) in lower(r.source::text)) > 0
        or position(lower(${name}::text) in lower(r.shown::text)) > 0))`.execute(tx.db)
}
