import type { Locale } from '#app/i18n/locales.ts'
import type { SourceEntry } from '../course-files/schemas.ts'
import type { Bundle } from './bundle.ts'
import { statutesOf } from './bundle.ts'
import type { ReadingLevel } from './reading-level.ts'
import { readingLevel } from './reading-level.ts'
import { verificationOf } from './statutes.ts'

export type TextReport = {
  folder: string
  kind: Bundle['kind']
  text: string
  locale: Locale
  words: number
  minutes: number
  selfChecks: number
  /** Articles cited that somebody read in a public text. */
  verified: number
  /** Articles cited that nobody could verify or nobody listed. */
  toBeChecked: number
  level: ReadingLevel
}

/** An article the Academy must compare with the official text. */
export type OpenCitation = {
  folder: string
  act: string
  article: string
  verification: string
  note: string
}

/** Essays may rely on what lessons have read; lessons stand alone. */
const usable = (bundle: Bundle, lessonSources: readonly SourceEntry[]) =>
  bundle.kind === 'lesson' ? bundle.sources : [...bundle.sources, ...lessonSources]

const articlesOf = (statutes: readonly { act: string; article: string }[]) => [
  ...new Map(statutes.map(({ act, article }) => [`${act} ${article}`, { act, article }])).values(),
]

/** A line of the report for each text and language. */
export function measure(bundle: Bundle, lessonSources: readonly SourceEntry[]): TextReport[] {
  const sources = usable(bundle, lessonSources)
  return bundle.texts.flatMap(({ name, languages }) =>
    languages.map(({ locale, parts, compiled }) => {
      const cited = articlesOf(parts.statutes)
      const verified = cited.filter(
        ({ act, article }) => verificationOf(act, article, sources) === 'verified',
      ).length
      const prose = parts.blocks.map((block) => block.text)
      return {
        folder: bundle.folder,
        kind: bundle.kind,
        text: name,
        locale,
        words: compiled?.words ?? 0,
        minutes: compiled?.minutes ?? 0,
        selfChecks: compiled?.selfChecks.length ?? 0,
        verified,
        toBeChecked: cited.length - verified,
        level: readingLevel(prose, locale),
      }
    }),
  )
}

/** What a lesson or an essay cites without anybody having verified it. */
export function openCitations(bundle: Bundle, lessonSources: readonly SourceEntry[]): OpenCitation[] {
  const sources = usable(bundle, lessonSources)
  return articlesOf([...statutesOf(bundle), ...bundle.sources]).flatMap(({ act, article }) => {
    const verification = verificationOf(act, article, sources)
    if (verification === 'verified') return []
    const note = sources.find((source) => source.act === act && source.article === article)?.note ?? ''
    return [{ folder: bundle.folder, act, article, verification, note }]
  })
}
