import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import {
  type CourseFiles,
  ESSAY_TEXTS,
  type EssayFiles,
  type EssayText,
} from '#app/features/lessons/course-files/course-files.ts'
import { sourceHash } from '#app/features/lessons/mdx/source-hash.server.ts'
import { knownSnapshot, rubricSnapshot } from '#app/features/rubrics/steps.server.ts'
import { type Locale, locales } from '#app/i18n/locales.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { type Ctx, inTransaction, type TxCtx } from '#app/platform/ctx.ts'
import type { PromptTexts } from '../prompt.ts'
import { renderEssayText } from '../render.server.ts'

type Source = { locale: Locale; kind: EssayText; source: string }

function sourcesOf(essay: EssayFiles): Source[] {
  return locales.flatMap((locale) =>
    ESSAY_TEXTS.map((kind) => {
      const source = essay.texts[kind][locale]
      if (source === undefined) throw new Error(`${essay.folder}/${kind}.${locale}.mdx is missing`)
      return { locale, kind, source }
    }),
  )
}

const compileInput = (essay: EssayFiles, course: CourseFiles, { locale, source }: Source) => ({
  source,
  locale,
  acts: course.acts,
  figures: essay.figures[locale],
})

async function renderTexts(essay: EssayFiles, course: CourseFiles): Promise<PromptTexts> {
  const texts: Record<string, Record<string, string>> = {}
  for (const locale of locales) texts[locale] = { title: essay.settings.title[locale] }
  for (const one of sourcesOf(essay)) {
    Object.assign(texts[one.locale] ?? {}, {
      [one.kind]: await renderEssayText(compileInput(essay, course, one)),
    })
  }
  return texts as unknown as PromptTexts
}

/** Changes whenever anything of the prompt does; known before anything is compiled, so a second import is cheap. */
function hashOf(essay: EssayFiles, course: CourseFiles, rubricId: string): string {
  const texts = sourcesOf(essay).map((one) => sourceHash(compileInput(essay, course, one)))
  return createHash('sha256')
    .update(JSON.stringify([essay.settings, rubricId, texts]))
    .digest('hex')
}

const rubricOf = ({ slug, settings: { title, pass, criteria } }: CourseFiles['rubrics'][number]) => ({
  slug,
  title,
  passPoints: pass,
  criteria,
})

/** Ids of the rubrics by their slugs, as `idOf` finds or makes them; those that have none are left out. */
async function rubricIds(
  course: CourseFiles,
  idOf: (rubric: ReturnType<typeof rubricOf>) => Promise<string | null>,
): Promise<Map<string, string>> {
  const ids = new Map<string, string>()
  for (const rubric of course.rubrics) {
    const id = await idOf(rubricOf(rubric))
    if (id) ids.set(rubric.slug, id)
  }
  return ids
}

/**
 * The compiled texts of the prompts that are not stored yet, by their slugs. Compiling takes seconds: it comes before
 * the transaction, which keeps rows and a connection. Versions are never deleted, so what is known here stays known.
 */
async function compiledPrompts(ctx: Ctx, course: CourseFiles): Promise<Map<string, PromptTexts>> {
  const known = await rubricIds(course, (rubric) => knownSnapshot(ctx, rubric))
  const compiled = new Map<string, PromptTexts>()
  for (const essay of course.essays) {
    const rubricId = known.get(essay.settings.rubric)
    const stored =
      rubricId &&
      (await ctx.db
        .selectFrom('prompt_version as v')
        .innerJoin('prompt as p', 'p.id', 'v.prompt_id')
        .where('p.slug', '=', essay.slug)
        .where('v.hash', '=', hashOf(essay, course, rubricId))
        .select('v.id')
        .executeTakeFirst())
    if (!stored) compiled.set(essay.slug, await renderTexts(essay, course))
  }
  return compiled
}

type NewPrompt = { essay: EssayFiles; hash: string; rubricId: string; texts: PromptTexts | undefined }

async function addPromptVersion(tx: TxCtx, { essay, hash, rubricId, texts }: NewPrompt): Promise<boolean> {
  const { id } = await tx.db
    .insertInto('prompt')
    .values({ slug: essay.slug })
    .onConflict((conflict) => conflict.column('slug').doUpdateSet({ slug: essay.slug }))
    .returning('id')
    .executeTakeFirstOrThrow()
  const known = tx.db
    .selectFrom('prompt_version')
    .where('prompt_id', '=', id)
    .where('hash', '=', hash)
    .select('id')
  if (await known.executeTakeFirst()) return false
  if (!texts) throw new Error(`${essay.folder}: a version that was stored is gone`)
  const { kind, day, dueDay, cutOffDay, minutes, words, attempts, scaffold } = essay.settings
  await tx.db
    .insertInto('prompt_version')
    .values({
      prompt_id: id,
      number: sql<number>`(select coalesce(max(number), 0) + 1 from prompt_version where prompt_id = ${id})`,
      hash,
      kind,
      rubric_id: rubricId,
      day,
      due_day: dueDay,
      cut_off_day: cutOffDay ?? dueDay,
      minutes,
      words_min: words.min,
      words_max: words.max,
      words_rule: words.rule,
      attempts,
      scaffold,
      texts: JSON.stringify(texts),
      created_at: tx.now(),
    })
    .execute()
  return true
}

/**
 * Brings prompts and rubrics of `content/` into the database, as immutable versions and snapshots found by their
 * hash. Running it again changes nothing. Returns how many versions were added; throws where a text is missing or
 * refused by the guard, and then nothing of it is stored.
 */
export async function importPrompts(ctx: Ctx, course: CourseFiles): Promise<{ added: number }> {
  const compiled = await compiledPrompts(ctx, course)
  return inTransaction(ctx, async (tx) => {
    const rubrics = await rubricIds(course, (rubric) => rubricSnapshot(tx, rubric))
    let added = 0
    for (const essay of course.essays) {
      const rubricId = rubrics.get(essay.settings.rubric)
      if (!rubricId) throw new Error(`${essay.folder}: there is no rubric ${essay.settings.rubric}`)
      const hash = hashOf(essay, course, rubricId)
      if (await addPromptVersion(tx, { essay, hash, rubricId, texts: compiled.get(essay.slug) })) added += 1
    }
    if (added > 0) await recordAudit(tx, { type: 'prompts.imported', subjectId: null, details: { added } })
    return { added }
  })
}
