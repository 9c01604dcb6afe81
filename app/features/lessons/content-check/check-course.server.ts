import type { Locale } from '#app/i18n/locales.ts'
import type { CourseFiles } from '../course-files/course-files.ts'
import { readCourse } from '../course-files/read-course.server.ts'
import type { Bundle, ReadText } from './bundle.ts'
import { statutesOf } from './bundle.ts'
import { checkCourseRules } from './course-rules.ts'
import { checkFigures } from './figures.ts'
import type { Finding } from './finding.ts'
import { reporterFor } from './finding.ts'
import { checkLengths } from './lengths.ts'
import { checkLinks } from './links.ts'
import type { OpenCitation, TextReport } from './measures.ts'
import { measure, openCitations } from './measures.ts'
import type { SphereReport } from './questions.ts'
import { checkQuestions, measureQuestions, openNorms } from './questions.ts'
import { readEssayBundle, readLessonBundle } from './read-bundles.server.ts'
import { checkSelfChecks } from './self-checks.ts'
import { checkBareCitations, checkSources, checkStatutes, checkWordings } from './statutes.ts'
import { checkStructure } from './structure.ts'
import { checkTypography } from './typography.ts'
import { checkCopies, checkLanguage } from './untranslated.ts'

export type CourseReport = {
  findings: Finding[]
  texts: TextReport[]
  questions: SphereReport[]
  open: OpenCitation[]
}

/** Checks a course folder by every rule and measures its texts. */
export async function checkCourse(root: string): Promise<CourseReport> {
  const { course, errors } = await readCourse(root)
  const findings: Finding[] = errors.map((error) => ({ rule: 'files', severity: 'error', ...error }))
  if (!course) return { findings, texts: [], questions: [], open: [] }
  checkCourseRules(course, findings)
  const lessons: Bundle[] = []
  for (const lesson of course.lessons) lessons.push(await readLessonBundle(lesson, course, findings))
  const essays: Bundle[] = []
  for (const essay of course.essays) essays.push(await readEssayBundle(essay, course, findings))
  const all = [...lessons, ...essays]
  for (const bundle of all) {
    for (const { languages } of bundle.texts) checkTranslations(languages, findings)
    checkLaw(bundle, course, findings)
  }
  checkWordings(sourcesByFile(all, course), findings)
  checkQuestions(course, findings)
  checkTargets(course, lessons, all, findings)
  for (const language of lessons.flatMap((lesson) => lesson.texts.flatMap((text) => text.languages))) {
    if (language.compiled) checkSelfChecks(language.compiled.selfChecks, reporterFor(findings, language.file))
  }
  for (const { folder, figures } of [...course.lessons, ...course.essays]) {
    const texts =
      all.find((bundle) => bundle.folder === folder)?.texts.flatMap((text) => text.languages) ?? []
    checkFigures(folder, figures, new Set(texts.flatMap((text) => text.parts.figures)), findings)
  }
  checkLengths(course, all, findings)

  const lessonSources = lessons.flatMap((lesson) => lesson.sources)
  const open = all.flatMap((bundle) => openCitations(bundle, lessonSources))
  for (const { folder, act, article, verification } of open) {
    if (verification !== 'not listed' || folder.startsWith('lessons/')) continue
    const message = `${act} article ${article} is neither in this essay's sources nor in a lesson's`
    reporterFor(findings, `${folder}/essay.yaml`)('statutes', message, undefined, 'warning')
  }
  return {
    findings,
    texts: all.flatMap((bundle) => measure(bundle, lessonSources)),
    questions: measureQuestions(course),
    open: [...open, ...openNorms(course)],
  }
}

/** Every file that names provisions, with what it names. */
const sourcesByFile = (bundles: readonly Bundle[], course: CourseFiles) => [
  ...bundles.map(({ folder, kind, sources }) => ({
    file: `${folder}/${kind === 'lesson' ? 'lesson' : 'essay'}.yaml`,
    sources,
  })),
  ...course.questions.map(({ file, settings }) => ({
    file,
    sources: settings.questions.flatMap((question) => question.norms),
  })),
]

/** Each language by itself, and the translations beside their Russian source. */
function checkTranslations(languages: readonly ReadText[], findings: Finding[]): void {
  const russian = languages.find((language) => language.locale === 'ru')
  for (const language of languages) {
    const { parts, locale } = language
    const report = reporterFor(findings, language.file)
    checkTypography(parts.blocks, locale, report)
    checkLanguage(parts.blocks, locale, report)
    checkBareCitations(parts, locale, report)
    if (!russian || russian === language) continue
    checkCopies(parts.blocks, { locale: 'ru', blocks: russian.parts.blocks }, report)
    if (language.compiled && russian.compiled) checkStructure(russian.parts, parts, report)
  }
}

function checkLaw(bundle: Bundle, course: CourseFiles, findings: Finding[]): void {
  const isLesson = bundle.kind === 'lesson'
  // An essay may leave its sources to the lessons.
  if (!isLesson && bundle.sources.length === 0) return
  for (const { file, parts } of bundle.texts.flatMap((text) => text.languages)) {
    checkStatutes(parts, bundle.sources, reporterFor(findings, file))
  }
  const cited = new Set(statutesOf(bundle).map(({ act, article }) => `${act} article ${article}`))
  const acts = new Set(course.acts.map((act) => act.id))
  const file = `${bundle.folder}/${isLesson ? 'lesson' : 'essay'}.yaml`
  checkSources(bundle.sources, cited, acts, reporterFor(findings, file))
}

function checkTargets(
  course: CourseFiles,
  lessons: readonly Bundle[],
  all: readonly Bundle[],
  findings: Finding[],
): void {
  const idsOf = (text: ReadText | undefined) => new Set(text?.compiled?.toc.map((entry) => entry.id))
  const inLanguage = (bundle: Bundle, locale: Locale) =>
    bundle.texts[0]?.languages.find((language) => language.locale === locale)
  const essays = new Set(course.essays.map((essay) => essay.slug))
  for (const text of all.flatMap((bundle) => bundle.texts.flatMap(({ languages }) => languages))) {
    const headings = new Map(lessons.map((lesson) => [lesson.slug, idsOf(inLanguage(lesson, text.locale))]))
    checkLinks(text.parts, { lessons: headings, essays, own: idsOf(text) }, reporterFor(findings, text.file))
  }
}
