import type { Locale } from '#app/i18n/locales.ts'
import { countWords } from '../mdx/reading-time.ts'

const ABBREVIATION_DOT = /(?<=(?:^|[\s«(])\p{L}{1,4})\.(?=[\s\u00A0]*[\p{Ll}\d№§(])/gu

/** Headings and cells of a table are no sentences. */
const SHORTEST_PROSE = 6

/**
 * How hard a text is to read.
 * - Russian: Flesch reading ease with I. V. Oborneva's coefficients (2006):
 *   206.835 − 1.3 × words per sentence − 60.1 × syllables per word.
 * - English: R. Flesch (1948): 206.835 − 1.015 × words per sentence − 84.6 × syllables per word.
 * - Kazakh: no formula is established; only words per sentence and letters per word are given.
 * The scale runs from 100 (easy) to 0; statutes lie below 0, a good textbook of law between 20 and 50.
 */
export type ReadingLevel = { ease: number | null; wordsPerSentence: number; lettersPerWord: number }

/** Measures blocks of prose; what is too short to be prose is left out. */
export function readingLevel(blocks: readonly string[], locale: Locale): ReadingLevel {
  const prose = blocks.filter((block) => countWords(block) >= SHORTEST_PROSE)
  const sentences = prose.flatMap((block) =>
    block
      .replace(ABBREVIATION_DOT, '')
      .split(/(?<=[.!?…]["»”)]*)\s+/)
      .filter((sentence) => countWords(sentence) > 0),
  )
  const words = sentences.reduce((sum, sentence) => sum + countWords(sentence), 0)
  if (words === 0) return { ease: null, wordsPerSentence: 0, lettersPerWord: 0 }
  const all = sentences.join(' ')
  const wordsPerSentence = words / sentences.length
  const lettersPerWord = (all.match(/\p{L}/gu)?.length ?? 0) / words
  const syllablesPerWord = syllables(all, locale) / words
  const ease =
    locale === 'ru'
      ? 206.835 - 1.3 * wordsPerSentence - 60.1 * syllablesPerWord
      : locale === 'en'
        ? 206.835 - 1.015 * wordsPerSentence - 84.6 * syllablesPerWord
        : null
  return { ease, wordsPerSentence, lettersPerWord }
}

function syllables(text: string, locale: Locale): number {
  if (locale !== 'en') return text.match(/[аеёиоуыэюяәөұүі]/giu)?.length ?? 0
  const words = text.toLowerCase().match(/[a-z]+/g) ?? []
  return words.reduce((sum, word) => {
    const groups = word.replace(/(?:[^laeiouy]es|ed|[^laeiouy]e)$/, '').match(/[aeiouy]+/g)?.length ?? 0
    return sum + Math.max(1, groups)
  }, 0)
}
