import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import {
  type CourseFiles,
  ESSAY_TEXTS,
  type EssayFiles,
  type EssayText,
} from '#app/features/lessons/course-files/course-files.ts'
import { sourceHash } from '#app/features/lessons/mdx/source-hash.server.ts'
import { rubricSnapshot } from '#app/features/rubrics/steps.server.ts'
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

async function addPromptVersion(
  tx: TxCtx,
  course: CourseFiles,
  essay: EssayFiles,
  rubricId: string,
): Promise<boolean> {
  const hash = hashOf(essay, course, rubricId)
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
      texts: JSON.stringify(await renderTexts(essay, course)),
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
  return inTransaction(ctx, async (tx) => {
    const rubrics = new Map<string, string>()
    for (const { slug, settings } of course.rubrics) {
      const { title, pass, criteria } = settings
      rubrics.set(slug, await rubricSnapshot(tx, { slug, title, passPoints: pass, criteria }))
    }
    let added = 0
    for (const essay of course.essays) {
      const rubricId = rubrics.get(essay.settings.rubric)
      if (!rubricId) throw new Error(`${essay.folder}: there is no rubric ${essay.settings.rubric}`)
      if (await addPromptVersion(tx, course, essay, rubricId)) added += 1
    }
    if (added > 0) await recordAudit(tx, { type: 'prompts.imported', subjectId: null, details: { added } })
    return { added }
  })
}
