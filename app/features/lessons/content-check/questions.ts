import { type Locale, textLocales } from '#app/i18n/locales.ts'
import type { CourseFiles, QuestionFile } from '../course-files/course-files.ts'
import { type BankQuestion, QUESTION_LEVELS } from '../course-files/schemas.ts'
import type { Finding, Reporter } from './finding.ts'
import { reporterFor } from './finding.ts'
import type { OpenCitation } from './measures.ts'
import { checkSource } from './statutes.ts'
import { checkTypography } from './typography.ts'
import { checkCopies, checkLanguage } from './untranslated.ts'

/** Questions a branch of law needs before tests can be drawn from it without repeating themselves. */
export const FEWEST_QUESTIONS = 30
/** Share of a file's questions whose right option may be the longest: one in five would be chance. */
const MOST_LONGEST = 0.35
/** Share of a file's questions whose right option may have the same place. */
const MOST_IN_ONE_PLACE = 0.4
/** Files smaller than this show no pattern. */
const FEWEST_FOR_PATTERNS = 10
/** Two questions with this share of words in common (Jaccard) ask the same thing. */
const LIKENESS = 0.75

/** One line of the report: what the bank holds of a sphere. */
export type SphereReport = {
  sphere: string
  questions: number
  levels: Record<BankQuestion['level'], number>
  verified: number
  toBeChecked: number
}

/** What stands in the way of an import: names of spheres, lessons and acts that are not there, and repeated ids. */
export function checkQuestionReferences(course: CourseFiles, findings: Finding[]): void {
  const spheres = new Set(course.settings.spheres.map((sphere) => sphere.id))
  const lessons = new Set(course.lessons.map((lesson) => lesson.slug))
  const acts = new Set(course.acts.map((act) => act.id))
  const days = new Set(course.settings.days.map(({ day }) => day))
  const about = reporterFor(findings, 'course.yaml')
  const { daily, tests } = course.settings.practice ?? { daily: null, tests: [] }
  if (daily && daily.fromToday > daily.questions)
    about('references', `practice: ${daily.fromToday} of ${daily.questions} questions cannot be of the day`)
  if (new Set(tests.map(({ id }) => id)).size < tests.length)
    about('references', 'two tests have the same id')
  for (const { id, day } of tests)
    if (!days.has(day)) about('references', `the test ${id} is on day ${day}, which is not there`)
  for (const { file, settings } of course.questions) {
    const { sphere, questions } = settings
    const report = reporterFor(findings, file)
    if (!spheres.has(sphere)) report('references', `there is no sphere ${sphere} in course.yaml`)
    if (file !== `questions/${sphere}.yaml`)
      report('references', `questions of the sphere ${sphere} belong into questions/${sphere}.yaml`)
    const seen = new Set<string>()
    for (const { id, lesson, norms, options } of questions) {
      if (!id.startsWith(`${sphere}-`)) report('references', `${id}: the id must begin with ${sphere}-`)
      if (seen.has(id)) report('references', `two questions have the id ${id}`)
      seen.add(id)
      if (!lessons.has(lesson)) report('references', `${id}: there is no lesson ${lesson}`)
      for (const { act } of norms)
        if (!acts.has(act)) report('references', `${id}: there is no act ${act} in acts.yaml`)
      const right = options.filter((option) => option.correct).length
      if (right !== 1) report('questions', `${id}: ${right} options are marked correct, expected 1`)
    }
  }
}

/** Texts, translations, sources and give-aways of the question bank. */
export function checkQuestions(course: CourseFiles, findings: Finding[]): void {
  for (const { file, settings } of course.questions) {
    const report = reporterFor(findings, file)
    for (const question of settings.questions) checkQuestion(question, report)
    checkGiveAways(settings.questions, report)
  }
  checkDuplicates(course.questions, findings)
}

function checkQuestion(question: BankQuestion, report: Reporter): void {
  const { id, norms, options } = question
  const about: Reporter = (rule, message, _line, severity) =>
    report(rule, `${id}: ${message}`, undefined, severity)
  for (const norm of norms) checkSource(norm, about)
  for (const locale of textLocales) {
    const inLanguage: Reporter = (rule, message, _line, severity) =>
      about(rule, `${locale}: ${message}`, undefined, severity)
    checkTypography(blocksOf(question, locale), locale, inLanguage)
    checkLanguage(blocksOf(question, locale), locale, inLanguage)
    if (locale !== 'ru') {
      const russian = { locale: 'ru' as const, blocks: blocksOf(question, 'ru') }
      checkCopies(blocksOf(question, locale), russian, inLanguage)
    }
    const texts = options.map((option) => normalized(option.text[locale]))
    if (new Set(texts).size < texts.length) about('questions', `${locale}: two options have the same text`)
  }
}

/** Everything a reader sees of a question in one language. */
function blocksOf({ text, options }: BankQuestion, locale: Locale) {
  const passages = [text[locale], ...options.flatMap((option) => [option.text[locale], option.why[locale]])]
  return passages.map((passage) => ({ line: 1, text: passage, own: passage, uncited: passage }))
}

/** Patterns by which somebody could answer without reading: the longest option, the same place. */
function checkGiveAways(questions: readonly BankQuestion[], report: Reporter): void {
  if (questions.length < FEWEST_FOR_PATTERNS) return
  const longest = questions.filter(({ options }) => {
    const lengths = options.map((option) => option.text.ru.length)
    const right = options.findIndex((option) => option.correct)
    return lengths.every((length, index) => index === right || length < (lengths[right] ?? 0))
  })
  if (longest.length > questions.length * MOST_LONGEST) {
    const message = `the longest option is the right one in ${longest.length} of ${questions.length} questions`
    report('give-away', message, undefined, 'warning')
  }
  const places = [0, 1, 2, 3, 4].map(
    (place) => questions.filter(({ options }) => options[place]?.correct).length,
  )
  const most = Math.max(...places)
  if (most > questions.length * MOST_IN_ONE_PLACE) {
    const message = `the right option stands in place ${places.indexOf(most) + 1} in ${most} of ${questions.length} questions`
    report('give-away', message, undefined, 'warning')
  }
}

/** Questions of all spheres that use nearly the same words: compared as sets of Russian words. */
function checkDuplicates(files: readonly QuestionFile[], findings: Finding[]): void {
  const all = files.flatMap(({ file, settings }) =>
    settings.questions.map(({ id, text }) => ({ file, id, words: new Set(wordsOf(text.ru)) })),
  )
  all.forEach(({ file, id, words }, index) => {
    for (const earlier of all.slice(0, index)) {
      if (likeness(words, earlier.words) < LIKENESS) continue
      const message = `${id} asks nearly the same as ${earlier.id}`
      reporterFor(findings, file)('duplicates', message, undefined, 'warning')
    }
  })
}

/** Jaccard index of two sets of words: 0 to 1. */
function likeness(a: ReadonlySet<string>, b: ReadonlySet<string>): number {
  const common = [...a].filter((word) => b.has(word)).length
  return common / Math.max(1, a.size + b.size - common)
}

const wordsOf = (text: string) => text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? []
const normalized = (text: string) => wordsOf(text).join(' ')

/** The bank in numbers, a line for each branch of law. A question counts as verified when all of its norms are. */
export function measureQuestions(course: CourseFiles): SphereReport[] {
  return course.settings.spheres
    .filter((sphere) => sphere.branch)
    .map(({ id }) => {
      const questions =
        course.questions.find(({ settings }) => settings.sphere === id)?.settings.questions ?? []
      const ofLevel = (level: BankQuestion['level']) =>
        questions.filter((question) => question.level === level).length
      const verified = questions.filter(({ norms }) => norms.every((norm) => norm.verified)).length
      return {
        sphere: id,
        questions: questions.length,
        levels: Object.fromEntries(
          QUESTION_LEVELS.map((level) => [level, ofLevel(level)]),
        ) as SphereReport['levels'],
        verified,
        toBeChecked: questions.length - verified,
      }
    })
}

/** Norms that questions rely on without anybody having read them. */
export const openNorms = (course: CourseFiles): OpenCitation[] =>
  course.questions.flatMap(({ settings }) =>
    settings.questions.flatMap(({ id, norms }) =>
      norms
        .filter((norm) => !norm.verified)
        .map(({ act, article, note = '' }) => ({
          folder: id,
          act,
          article,
          verification: 'to be checked',
          note,
        })),
    ),
  )
