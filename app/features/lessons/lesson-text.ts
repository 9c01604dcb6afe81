import type { Locale } from '#app/i18n/locales.ts'
import type { BodyPart, SelfCheckQuestion, SelfCheckVerdict } from './self-check.ts'

/** A heading of a lesson, as the contents show it. */
export type Heading = { id: string; text: string; depth: 2 | 3 }

/** What a lesson cites of one act: articles by the wording that was read. */
export type CitedInText = {
  name: string
  href: string
  /** Resolutions of the Supreme Court have points, everything else has articles. */
  unit: 'article' | 'point'
  wordings: { date: string; articles: string[] }[]
}

/** A compiled version as a reader sees it. Shows no key and no explanation before there is an answer. */
export type LessonText = {
  locale: Locale
  title: string
  summary: string
  minutes: number
  toc: Heading[]
  parts: BodyPart[]
  questions: ReadonlyMap<string, SelfCheckQuestion>
  /** The verdict on an answer to a self-check; null where there is none, or the question does not allow it. */
  judge: (checkId: string, chosen: readonly string[]) => SelfCheckVerdict | null
  cited: CitedInText[]
}

/*
 * The texts that this process has at hand. A page takes its text from here and not from its loader's data: those
 * are encoded once more for a browser runtime that our pages do not have, which for a lesson costs more than
 * rendering it. versions.server.ts alone fills and empties the shelf.
 */
const shelf = new Map<string, LessonText>()

/** The text of a version that the loader of the same request has read. */
export function lessonText(versionId: string): LessonText {
  const text = shelf.get(versionId)
  if (!text) throw new Error(`lesson version ${versionId} was not read before it was shown`)
  return text
}

/** Puts a text on the shelf, or takes it off. */
export function shelve(versionId: string, text: LessonText | null): void {
  if (text) shelf.set(versionId, text)
  else shelf.delete(versionId)
}
