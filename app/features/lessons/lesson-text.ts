import type { Locale } from '#app/i18n/locales.ts'
import type { BodyPart, SelfCheckQuestion } from './self-check.ts'

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

/** A compiled version as a reader sees it, without the keys and explanations of its self-checks. */
export type LessonText = {
  locale: Locale
  title: string
  summary: string
  minutes: number
  toc: Heading[]
  parts: BodyPart[]
  questions: SelfCheckQuestion[]
  cited: CitedInText[]
}
