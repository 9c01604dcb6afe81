import { sql } from 'kysely'
import type { Permit } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { isUuid } from '#app/platform/uuid.ts'
import type { ImportChoices } from '../import-report.ts'
import type { ImportKind } from '../import-row.ts'

type NewFile = { kind: ImportKind; cohortId: string; fileName: string; bytes: Uint8Array; locale: Locale }

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu

/** Keeps an uploaded list and has it checked; nothing of it is applied. Refuses `no_cohort`. */
export async function storeFile(
  ctx: Ctx,
  _permit: Permit<'people.manage'>,
  { kind, cohortId, fileName, bytes, locale }: NewFile,
): Promise<Result<{ importId: string }, 'no_cohort'>> {
  const choices: ImportChoices = {
    encoding: null,
    delimiter: null,
    sheet: null,
    columns: null,
    fixes: {},
    locale,
    invite: false,
  }
  return inTransaction(ctx, async (tx) => {
    const now = tx.now()
    const row = isUuid(cohortId)
      ? await tx.db
          .insertInto('file_import')
          .columns([
            'kind',
            'cohort_id',
            'file_name',
            'bytes',
            'choices',
            'created_by',
            'created_at',
            'changed_at',
          ])
          .expression((eb) =>
            eb
              .selectFrom('cohort')
              .where('id', '=', cohortId)
              .select([
                eb.val(kind).as('kind'),
                'id',
                eb.val(fileName.replace(UNSEEN, '').slice(-120)).as('name'),
                sql<Buffer>`${Buffer.from(bytes)}::bytea`.as('bytes'),
                sql<string>`${JSON.stringify(choices)}::jsonb`.as('choices'),
                sql<string>`${actorId(tx)}::uuid`.as('by'),
                sql<Date>`${now}::timestamptz`.as('created'),
                sql<Date>`${now}::timestamptz`.as('changed'),
              ]),
          )
          .returning('id')
          .executeTakeFirst()
      : undefined
    if (!row) return refuse('no_cohort')
    await enqueue(tx, 'import.check', { importId: row.id }, { key: `import:${row.id}` })
    await recordAudit(tx, {
      type: 'list.uploaded',
      subjectId: row.id,
      details: { kind, bytes: bytes.length },
    })
    return ok({ importId: row.id })
  })
}
