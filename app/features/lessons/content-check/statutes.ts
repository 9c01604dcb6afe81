import type { Locale } from '#app/i18n/locales.ts'
import type { SourceEntry } from '../course-files/schemas.ts'
import type { Finding, Reporter } from './finding.ts'
import { reporterFor } from './finding.ts'
import type { TextParts } from './read-text.ts'
import { lineInBlock } from './read-text.ts'
import { around } from './typography.ts'

/** Each citation must be among the sources with its wording, and none that is unverified may carry a self-check. */
export function checkStatutes(parts: TextParts, sources: readonly SourceEntry[], report: Reporter): void {
  for (const { act, article, wording, line, check } of parts.statutes) {
    const listed = sources.filter((source) => source.act === act && source.article === article)
    const entry = listed.find((source) => source.wording === wording)
    if (listed.length === 0) report('statutes', `${act} article ${article} is not listed in sources`, line)
    else if (!entry) {
      const known = [...new Set(listed.map((source) => source.wording))].join(', ')
      report('statutes', `${act} article ${article}: wording ${wording} here, ${known} in sources`, line)
    }
    if (check !== null && entry && !entry.verified) {
      report(
        'unverified-point',
        `${act} article ${article} is not verified but stands in the self-check ${check}`,
        line,
      )
    }
  }
}

export type Verification = 'verified' | 'to be checked' | 'not listed'

/** Whether the text of an article was verified, by the author of this text or of another one. */
export function verificationOf(act: string, article: string, sources: readonly SourceEntry[]): Verification {
  const entries = sources.filter((source) => source.act === act && source.article === article)
  if (entries.length === 0) return 'not listed'
  return entries.some((entry) => entry.verified) ? 'verified' : 'to be checked'
}

/** A note that takes back `verified: yes`: the text was not read, or the article has changed since. */
const TAKES_BACK =
  /\b(?:amend|chang|repeal|replac)\w* this article\b|\bthis article was (?:amended|changed|repealed|replaced)\b|\bonly (?:the|its) heading\b|\b(?:article|part|paragraph \d+) was (?:not|never) read\b|\bolder than 2026 only\b|\b(?:not|never) verified\b/i

/** What a source says about itself: where it was read, and a note that contradicts `verified`. */
export function checkSource({ act, article, verified, seen, note }: SourceEntry, report: Reporter): void {
  const name = `${act} article ${article}`
  if (verified && !seen) report('statutes', `sources: ${name} is verified but does not say where it was seen`)
  if (verified && note && TAKES_BACK.test(note))
    report('statutes', `sources: ${name} is verified, but its note says otherwise: ${note}`)
}

/** Sources nobody cites, sources that do not say where they were read, and notes that contradict `verified`. */
export function checkSources(
  sources: readonly SourceEntry[],
  cited: ReadonlySet<string>,
  actIds: ReadonlySet<string>,
  report: Reporter,
): void {
  const seen = new Set<string>()
  for (const source of sources) {
    const name = `${source.act} article ${source.article}`
    if (!actIds.has(source.act)) report('references', `sources: there is no act ${source.act} in acts.yaml`)
    if (seen.has(`${name} ${source.wording}`)) report('statutes', `sources: ${name} is listed twice`)
    seen.add(`${name} ${source.wording}`)
    checkSource(source, report)
    if (!cited.has(name)) report('statutes', `sources: ${name} is cited in no text`, undefined, 'warning')
  }
}

/** One article has one wording date across the course: a reader must not meet two versions of it. */
export function checkWordings(
  files: readonly { file: string; sources: readonly SourceEntry[] }[],
  findings: Finding[],
): void {
  const newest = new Map<string, { wording: string; file: string }>()
  const entries = files.flatMap(({ file, sources }) =>
    sources.map(({ act, article, wording }) => ({ file, name: `${act} article ${article}`, wording })),
  )
  for (const { file, name, wording } of entries) {
    const known = newest.get(name)
    if (!known || wording > known.wording) newest.set(name, { wording, file })
  }
  for (const { file, name, wording } of entries) {
    const known = newest.get(name)
    if (!known || known.wording === wording) continue
    const message = `sources: ${name} has the wording ${wording} here and ${known.wording} in ${known.file}`
    reporterFor(findings, file)('statutes', message)
  }
}

/** The short forms of a citation. Written out («статья 31») a number may be a mere mention. */
const CITATION: Partial<Record<Locale, RegExp>> = {
  ru: /(?<!\p{L})ст\.[\s\u00A0]*\d+(?:-\d+)?/gu,
  en: /(?<!\p{L})Arts?\.[\s\u00A0]*\d+(?:-\d+)?/gu,
}

/** Citations written without the component: nobody could find them when the law changes. */
export function checkBareCitations(parts: TextParts, locale: Locale, report: Reporter): void {
  const pattern = CITATION[locale]
  if (!pattern) return
  for (const block of parts.blocks) {
    for (const found of block.uncited.matchAll(pattern)) {
      const message = `a citation outside <Statute>: ${around(block.uncited, found.index)}`
      report('bare-citation', message, lineInBlock({ ...block, text: block.uncited }, found.index), 'warning')
    }
  }
}
