import type { Permit } from '#app/access/permit.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import type { GuardError } from '../mdx/guard-error.ts'
import { guardApart } from '../mdx/sandbox.server.ts'
import { normalizeSource } from '../mdx/scan.ts'
import { sourceHash } from '../mdx/source-hash.server.ts'
import { citedActs, figuresOf } from '../queries/sources.server.ts'
import { addVersion, liveVersionId, newestVersion } from '../steps.server.ts'

export type WrittenText = { locale: Locale; source: string; publishWhenReady: boolean }

type Saved = { versionId: string; number: number; warnings: GuardError[] }
type Guarded = { reason: 'guarded'; errors: GuardError[] }

/**
 * Stores a text of the editor as a new version that a job compiles. A text that the guard refuses is not stored and
 * comes back with its faults; nor is one that says the same as the newest version. `warnings` are what its author should
 * look at.
 */
export async function saveVersion(
  ctx: Ctx,
  permit: Permit<'lesson.change'>,
  written: WrittenText,
): Promise<Result<Saved, 'unchanged', Guarded>> {
  const { lessonId, slug } = permit
  const { locale, publishWhenReady } = written
  const source = normalizeSource(written.source)
  const acts = await citedActs(ctx)
  const figures = await figuresOf(ctx, lessonId, locale)
  const { errors, warnings } = await guardApart({ source, locale, acts, figures })
  if (errors.length > 0) return refuse('guarded', { errors })
  const hash = sourceHash({ source, locale, acts, figures })
  return inTransaction(ctx, async (tx) => {
    const newest = await newestVersion(tx, lessonId, locale)
    if (newest?.hash === hash && newest.state !== 'refused') return refuse('unchanged')
    // Russian is the source language; the other two are translated from what is live there now.
    const translatedFrom = locale === 'ru' ? null : await liveVersionId(tx, lessonId, 'ru')
    const versionId = await addVersion(tx, {
      ...{ lessonId, locale, source, sourceHash: hash, translatedFrom, publishWhenReady },
      origin: 'editor',
    })
    const number = (newest?.number ?? 0) + 1
    const details = { slug, locale, number, publishWhenReady }
    await recordAudit(tx, { type: 'lesson-version.added', subjectId: versionId, details })
    return ok({ versionId, number, warnings })
  })
}
