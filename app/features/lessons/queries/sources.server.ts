import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { CitedAct } from '../mdx/acts.ts'
import type { CompileInput } from '../mdx/compiled-text.ts'

/** What compiling a waiting version takes; null where there is no such version, or it is compiled already. */
export async function compileInput(ctx: Ctx, versionId: string): Promise<CompileInput | null> {
  const version = await ctx.db
    .selectFrom('lesson_version')
    .where('id', '=', versionId)
    .where('state', '=', 'waiting')
    .select(['lesson_id', 'locale', 'source'])
    .executeTakeFirst()
  if (!version) return null
  return {
    source: version.source,
    locale: version.locale,
    acts: await citedActs(ctx),
    figures: await figuresOf(ctx, version.lesson_id, version.locale),
  }
}

/** Hashes of the texts that were taken in; what the compiler refused later is not among them. */
export async function knownSources(ctx: Ctx): Promise<Set<string>> {
  const rows = await ctx.db
    .selectFrom('lesson_version')
    .where('state', '!=', 'refused')
    .select('source_hash')
    .execute()
  return new Set(rows.map((row) => row.source_hash))
}

/** True where there is a course to read: some lesson was published. */
export async function isPublished(ctx: Ctx): Promise<boolean> {
  const row = await ctx.db.selectFrom('lesson_publication').select('id').limit(1).executeTakeFirst()
  return row !== undefined
}

/** The acts that a `<Statute>` may name, from the course's settings; none before the first import. */
export async function citedActs(ctx: Ctx): Promise<CitedAct[]> {
  const course = await ctx.db.selectFrom('course').select('acts').executeTakeFirst()
  return (course?.acts ?? []) as CitedAct[]
}

/** SVG sources of a lesson's figures in one language, by name. */
export async function figuresOf(ctx: Ctx, lessonId: string, locale: Locale): Promise<Record<string, string>> {
  const rows = await ctx.db
    .selectFrom('lesson_figure')
    .where('lesson_id', '=', lessonId)
    .where('locale', '=', locale)
    .select(['name', 'svg'])
    .execute()
  return Object.fromEntries(rows.map(({ name, svg }) => [name, svg]))
}
