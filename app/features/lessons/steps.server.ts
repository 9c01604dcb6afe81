import { sql } from 'kysely'
import type { Locale } from '#app/i18n/locales.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { enqueue } from '#app/platform/jobs.server.ts'

/** A new text of a lesson in one language, as it comes from `content/` or from the editor. */
export type NewVersion = {
  lessonId: string
  locale: Locale
  source: string
  sourceHash: string
  origin: 'content' | 'editor'
  /** The version in the source language that was live when this one was written; null for that language itself. */
  translatedFrom: string | null
  publishWhenReady: boolean
}

// Two editors at once would take the same number: the lesson's row is held until the end of the transaction.
async function holdLesson(tx: TxCtx, lessonId: string): Promise<void> {
  await tx.db
    .selectFrom('lesson')
    .where('id', '=', lessonId)
    .select('id')
    .forUpdate()
    .executeTakeFirstOrThrow()
}

/** Adds a version with the next number and queues its compilation; returns its id. */
export async function addVersion(tx: TxCtx, version: NewVersion): Promise<string> {
  await holdLesson(tx, version.lessonId)
  const row = await tx.db
    .insertInto('lesson_version')
    .values({
      lesson_id: version.lessonId,
      locale: version.locale,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from lesson_version
        where lesson_id = ${version.lessonId} and locale = ${version.locale})`,
      source: version.source,
      source_hash: version.sourceHash,
      origin: version.origin,
      translated_from: version.translatedFrom,
      publish_when_ready: version.publishWhenReady,
      created_by: tx.actor.kind === 'person' ? tx.actor.id : null,
      created_at: tx.now(),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await enqueue(tx, 'lesson.compile', { versionId: row.id }, { key: `compile:${row.id}` })
  return row.id
}

/** Makes a ready version the live one from `effectiveAt` on, by one inserted pointer. */
export async function addPublication(
  tx: TxCtx,
  version: { id: string; lessonId: string; locale: Locale },
  effectiveAt: Date,
): Promise<void> {
  await tx.db
    .insertInto('lesson_publication')
    .values({
      lesson_id: version.lessonId,
      locale: version.locale,
      version_id: version.id,
      effective_at: effectiveAt,
      published_by: tx.actor.kind === 'person' ? tx.actor.id : null,
      created_at: tx.now(),
    })
    .execute()
}

/** The newest version of a lesson in one language; nobody adds another one before the transaction ends. */
export async function newestVersion(
  tx: TxCtx,
  lessonId: string,
  locale: Locale,
): Promise<{ number: number; hash: string; state: string } | null> {
  await holdLesson(tx, lessonId)
  const row = await tx.db
    .selectFrom('lesson_version')
    .where('lesson_id', '=', lessonId)
    .where('locale', '=', locale)
    .orderBy('number', 'desc')
    .limit(1)
    .select(['number', 'source_hash as hash', 'state'])
    .executeTakeFirst()
  return row ?? null
}

/** A version of that lesson, by id; nobody publishes another one before the transaction ends. Null: none of its. */
export async function lockedVersion(
  tx: TxCtx,
  lessonId: string,
  versionId: string,
): Promise<{ id: string; number: number; locale: Locale; state: string } | null> {
  await holdLesson(tx, lessonId)
  const row = await tx.db
    .selectFrom('lesson_version')
    .where('lesson_id', '=', lessonId)
    .where(sql<boolean>`id::text = ${versionId}`)
    .select(['id', 'number', 'locale', 'state'])
    .executeTakeFirst()
  return row ?? null
}

/** The live version of a lesson in one language; null where there is none. */
export async function liveVersionId(tx: TxCtx, lessonId: string, locale: Locale): Promise<string | null> {
  const row = await tx.db
    .selectFrom('lesson_publication')
    .where('lesson_id', '=', lessonId)
    .where('locale', '=', locale)
    .where('effective_at', '<=', tx.now())
    .orderBy('effective_at', 'desc')
    .orderBy('id', 'desc')
    .limit(1)
    .select('version_id')
    .executeTakeFirst()
  return row?.version_id ?? null
}
