import type { Locale } from '#app/i18n/locales.ts'
import { textLocales } from '#app/i18n/locales.ts'
import type { CourseFiles, EssayFiles, LessonFiles } from '../course-files/course-files.ts'
import { ESSAY_TEXTS } from '../course-files/course-files.ts'
import { explain } from '../mdx/explain.server.ts'
import type { GuardError } from '../mdx/guard-error.ts'
import { ESSAY_REGISTRY, LESSON_REGISTRY } from '../mdx/registry.ts'
import { readApart } from '../mdx/sandbox.server.ts'
import type { Bundle, ReadText } from './bundle.ts'
import type { Finding } from './finding.ts'

/** Guards and compiles a lesson in each language. */
export async function readLessonBundle(
  lesson: LessonFiles,
  course: CourseFiles,
  findings: Finding[],
): Promise<Bundle> {
  const languages = await readLanguages(lesson, lesson.texts, (locale) => `${locale}.mdx`, course, findings)
  const { slug, folder, settings } = lesson
  return { folder, slug, kind: 'lesson', sources: settings.sources, texts: [{ name: 'lesson', languages }] }
}

/** Guards and compiles the brief, the model answer and the notes of an essay in each language. */
export async function readEssayBundle(
  essay: EssayFiles,
  course: CourseFiles,
  findings: Finding[],
): Promise<Bundle> {
  const { slug, folder, settings } = essay
  const texts: Bundle['texts'] = []
  for (const name of ESSAY_TEXTS) {
    const fileName = (locale: Locale) => `${name}.${locale}.mdx`
    texts.push({ name, languages: await readLanguages(essay, essay.texts[name], fileName, course, findings) })
  }
  return { folder, slug, kind: settings.kind, sources: settings.sources ?? [], texts }
}

async function readLanguages(
  { folder, figures }: Pick<LessonFiles | EssayFiles, 'folder' | 'figures'>,
  sources: Partial<Record<Locale, string>>,
  fileName: (locale: Locale) => string,
  { acts }: CourseFiles,
  findings: Finding[],
): Promise<ReadText[]> {
  const registry = folder.startsWith('lessons/') ? LESSON_REGISTRY : ESSAY_REGISTRY
  const read: ReadText[] = []
  for (const locale of textLocales) {
    const source = sources[locale]
    if (source === undefined) continue
    const file = `${folder}/${fileName(locale)}`
    const input = { source, locale, acts, figures: figures[locale], registry }
    const { warnings, parts, compiled } = await readApart(input)
    const found = (severity: Finding['severity']) => (error: GuardError) => {
      const { line, column } = error
      findings.push({ rule: 'guard', severity, file, line, column, message: explain(error, 'en') })
    }
    if (!compiled.ok) compiled.errors.forEach(found('error'))
    warnings.forEach(found('warning'))
    if (parts) read.push({ file, locale, parts, compiled: compiled.ok ? compiled.value : null })
  }
  return read
}
