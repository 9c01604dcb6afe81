import type { Kysely } from 'kysely'
import type { DB } from '../schema.ts'

/** An uploaded list that waits for its check. */
export async function seedImport(
  db: Kysely<DB>,
  { cohortId, createdBy, text = '' }: { cohortId: string; createdBy: string; text?: string },
): Promise<{ id: string }> {
  const now = new Date()
  const choices = {
    ...{ encoding: null, delimiter: null, sheet: null, columns: null, fixes: {} },
    ...{ locale: 'ru', invite: false },
  }
  const report = {
    ...{ facts: null, fault: null, headLine: null, columns: [], missing: [], stale: 0, broke: false },
  }
  return db
    .insertInto('file_import')
    .values({
      kind: 'people',
      cohort_id: cohortId,
      file_name: 'list.csv',
      bytes: Buffer.from(text),
      choices: JSON.stringify(choices),
      report: JSON.stringify(report),
      created_by: createdBy,
      created_at: now,
      changed_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
}
