import { placeInFile } from '../course-files/course-files.ts'
import type { CourseReport } from './check-course.server.ts'
import type { Finding } from './finding.ts'
import type { TextReport } from './measures.ts'
import { FEWEST_QUESTIONS } from './questions.ts'

const COLUMNS = [
  'text',
  'lang',
  'words',
  'min',
  'checks',
  'verified',
  'to check',
  'ease',
  'words/sent.',
  'letters/word',
]

/** The report for a terminal: a line per text and language, totals, open citations, findings. */
export function printReport(report: CourseReport): string {
  const rows = report.texts.map(row)
  const widths = COLUMNS.map((title, index) =>
    Math.max(title.length, ...rows.map((cells) => cells[index]?.length ?? 0)),
  )
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, index) => (index === 0 ? cell.padEnd(widths[0] ?? 0) : cell.padStart(widths[index] ?? 0)))
      .join('  ')
  return [
    line(COLUMNS),
    ...rows.map(line),
    '',
    ...totals(report),
    ...questionBank(report),
    '',
    'Reading ease: Flesch (en), Flesch with Oborneva’s coefficients (ru), 100 easy to 0 hard; none is established for kk.',
    ...openCitations(report),
    ...findings(report.findings),
  ].join('\n')
}

function row(text: TextReport): string[] {
  const { level } = text
  const name = text.kind === 'lesson' ? text.folder : `${text.folder} ${text.text}`
  return [
    name,
    text.locale,
    String(text.words),
    String(text.minutes),
    text.kind === 'lesson' ? String(text.selfChecks) : '–',
    String(text.verified),
    String(text.toBeChecked),
    level.ease === null ? '–' : level.ease.toFixed(0),
    level.wordsPerSentence.toFixed(1),
    level.lettersPerWord.toFixed(1),
  ]
}

function totals({ texts }: CourseReport): string[] {
  return (['ru', 'kk', 'en'] as const).map((locale) => {
    const own = texts.filter((text) => text.locale === locale)
    const lessons = own.filter((text) => text.kind === 'lesson')
    const sum = (list: readonly TextReport[], of: (text: TextReport) => number) =>
      list.reduce((total, text) => total + of(text), 0)
    return (
      `${locale}: ${lessons.length} lessons, ${sum(lessons, (text) => text.words)} words, ` +
      `${sum(lessons, (text) => text.minutes)} minutes, ${sum(lessons, (text) => text.selfChecks)} self-checks, ` +
      `provisions cited in lessons ${sum(lessons, (text) => text.verified)} verified / ` +
      `${sum(lessons, (text) => text.toBeChecked)} to be checked; ` +
      `${own.length - lessons.length} essay texts, ${sum(own, (text) => text.words) - sum(lessons, (text) => text.words)} words`
    )
  })
}

/** Questions by sphere and level; nothing for a course without a bank. */
function questionBank({ questions }: CourseReport): string[] {
  if (questions.every((sphere) => sphere.questions === 0)) return []
  const lines = questions.map(({ sphere, questions: count, levels, verified, toBeChecked }) => {
    const byLevel = Object.entries(levels).map(([level, number]) => `${number} ${level}`)
    return `  ${sphere}: ${count} (${byLevel.join(', ')}), ${verified} verified / ${toBeChecked} to be checked${
      count < FEWEST_QUESTIONS ? `; at least ${FEWEST_QUESTIONS} are needed` : ''
    }`
  })
  const total = questions.reduce((sum, sphere) => sum + sphere.questions, 0)
  return ['', `Question bank: ${total} questions, each in kk, ru and en`, ...lines]
}

function openCitations({ open }: CourseReport): string[] {
  const list = open.map(({ folder, act, article, verification, note }) => {
    const reason = note || verification
    return `  ${folder}: ${act} article ${article} – ${reason}`
  })
  return ['', `To be checked by the Academy: ${open.length} articles`, ...list]
}

function findings(all: readonly Finding[]): string[] {
  const show = (finding: Finding) => `  ${placeInFile(finding)}  [${finding.rule}] ${finding.message}`
  const errors = all.filter((finding) => finding.severity === 'error')
  const warnings = all.filter((finding) => finding.severity === 'warning')
  return [
    ...(warnings.length > 0 ? ['', `Warnings: ${warnings.length}`, ...warnings.map(show)] : []),
    '',
    errors.length === 0 ? 'No errors.' : `Errors: ${errors.length}`,
    ...errors.map(show),
  ]
}
