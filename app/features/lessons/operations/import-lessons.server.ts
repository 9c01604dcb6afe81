import { type Locale, locales } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import type { Ctx, TxCtx } from '#app/platform/ctx.ts'
import { inTransaction } from '#app/platform/ctx.ts'
import type { CourseFiles, LessonFiles } from '../course-files/course-files.ts'
import { sourceHash } from '../mdx/source-hash.server.ts'
import { addVersion } from '../steps.server.ts'

async function saveCourse(tx: TxCtx, { settings, acts }: CourseFiles): Promise<void> {
  const row = {
    title: JSON.stringify(settings.title),
    law_as_of: settings.lawAsOf,
    spheres: JSON.stringify(settings.spheres),
    days: JSON.stringify(settings.days),
    acts: JSON.stringify(acts),
    practice: settings.practice ? JSON.stringify(settings.practice) : null,
    updated_at: tx.now(),
  }
  await tx.db
    .insertInto('course')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

async function saveLesson(tx: TxCtx, { slug, settings, figures }: LessonFiles): Promise<string> {
  const { sources, ...columns } = settings
  const row = { ...columns, sources: JSON.stringify(sources) }
  const { id } = await tx.db
    .insertInto('lesson')
    .values({ slug, ...row })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet(row))
    .returning('id')
    .executeTakeFirstOrThrow()
  await tx.db.deleteFrom('lesson_figure').where('lesson_id', '=', id).execute()
  const drawn = locales.flatMap((locale) =>
    Object.entries(figures[locale]).map(([name, svg]) => ({ lesson_id: id, locale, name, svg })),
  )
  if (drawn.length > 0) await tx.db.insertInto('lesson_figure').values(drawn).execute()
  return id
}

async function isNew(tx: TxCtx, lessonId: string, locale: Locale, hash: string): Promise<boolean> {
  // Compared with every version, not the newest: an older text that an editor replaced does not come back by itself.
  const known = await tx.db
    .selectFrom('lesson_version')
    .where('lesson_id', '=', lessonId)
    .where('locale', '=', locale)
    .where('source_hash', '=', hash)
    .select('id')
    .executeTakeFirst()
  return known === undefined
}

/**
 * Brings the lessons of `content/` into the database: settings are updated, and each text whose hash is not known
 * becomes a new version that is compiled by a job and goes live when it is ready. Running it again changes nothing.
 * Returns how many versions were added.
 */
export async function importLessons(ctx: Ctx, course: CourseFiles): Promise<{ added: number }> {
  return inTransaction(ctx, async (tx) => {
    await saveCourse(tx, course)
    let added = 0
    for (const lesson of course.lessons) {
      const lessonId = await saveLesson(tx, lesson)
      let translatedFrom: string | null = null
      // Russian first: it is the source that the other two are translated from.
      for (const locale of ['ru', 'kk', 'en'] as const) {
        const source = lesson.texts[locale]
        if (source === undefined) continue
        const hash = sourceHash({ source, locale, acts: course.acts, figures: lesson.figures[locale] })
        if (!(await isNew(tx, lessonId, locale, hash))) continue
        const version = {
          lessonId,
          locale,
          source,
          sourceHash: hash,
          origin: 'content' as const,
          publishWhenReady: true,
        }
        const id: string = await addVersion(tx, { ...version, translatedFrom })
        if (locale === 'ru') translatedFrom = id
        added += 1
      }
    }
    if (added > 0) await recordAudit(tx, { type: 'lessons.imported', subjectId: null, details: { added } })
    return { added }
  })
}
