import type { Permit } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { addPublication, liveVersionId, lockedVersion } from '../steps.server.ts'

type Refusal = 'unknown_version' | 'not_ready' | 'already_live'

/**
 * Makes a ready version of the permit's lesson the live one, by one inserted pointer; an older one is a roll-back.
 * What is not compiled cannot go live.
 */
export async function publishVersion(
  ctx: Ctx,
  permit: Permit<'lesson.change'>,
  versionId: string,
): Promise<Result<{ number: number; locale: Locale }, Refusal>> {
  return inTransaction(ctx, async (tx) => {
    const version = await lockedVersion(tx, permit.lessonId, versionId)
    if (!version) return refuse('unknown_version')
    if (version.state !== 'ready') return refuse('not_ready')
    const { id, number, locale } = version
    const replaced = await liveVersionId(tx, permit.lessonId, locale)
    if (replaced === id) return refuse('already_live')
    await addPublication(tx, { id, lessonId: permit.lessonId, locale }, tx.now())
    const details = { slug: permit.slug, locale, number, replaced }
    await recordAudit(tx, { type: 'lesson-version.published', subjectId: id, details })
    return ok({ number, locale })
  })
}
