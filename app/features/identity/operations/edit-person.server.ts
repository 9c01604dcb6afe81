import type { Permit } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'

/** What an administrator may write about a person; null is nothing. `phone` is in international form. */
type PersonFacts = {
  name: string
  locale: Locale
  region: string | null
  employer: string | null
  phone: string | null
}

/**
 * Changes what is written about a person; the audit row names the fields. Nothing happens where nothing is different,
 * and to an erased person.
 */
export async function editPerson(
  ctx: Ctx,
  permit: Permit<'person.change'>,
  facts: PersonFacts,
): Promise<void> {
  await inTransaction(ctx, async (tx) => {
    const before = await tx.db
      .selectFrom('person')
      .where('id', '=', permit.personId)
      .where('erased_at', 'is', null)
      .select(['name', 'locale', 'region', 'employer', 'phone'])
      .forUpdate()
      .executeTakeFirst()
    if (!before) return
    const fields = ['name', 'locale', 'region', 'employer', 'phone'] as const
    const changed = fields.filter((field) => before[field] !== facts[field])
    if (changed.length === 0) return
    await tx.db.updateTable('person').set(facts).where('id', '=', permit.personId).execute()
    await recordAudit(tx, { type: 'person.changed', subjectId: permit.personId, details: { changed } })
  })
}
