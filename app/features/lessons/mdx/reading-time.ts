import type { Locale } from '#app/i18n/locales.ts'

const WORD = /[\p{L}\p{N}]+(?:[-’'][\p{L}\p{N}]+)*/gu

/**
 * Words a minute when one studies rather than skims. Kazakh says in one long word what Russian says in two and
 * English in three; the same lesson therefore takes about the same time in each language.
 */
const PACE: Record<Locale, number> = { kk: 110, ru: 130, en: 160 }

/** Number of words: runs of letters and digits, joined by hyphens and apostrophes. The one count of lessons and essays. */
export const countWords = (text: string): number => text.match(WORD)?.length ?? 0

/** The text of HTML that we rendered ourselves, blocks separated by line breaks; figures are left out. */
function textOfHtml(html: string): string {
  return html
    .replace(/<!--[\s\S]*?-->|<svg[\s\S]*?<\/svg>/g, '')
    .replace(/<(?:\/(?:p|h\d|li|div|td|th|tr|figcaption|strong|text|blockquote|pre)|br\/?)>/g, '\n')
    .replace(/<[^>]*>/g, '')
    .replace(/&(?:quot|#34);/g, '"')
    .replace(/&(?:apos|#39|#x27);/g, "'")
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}

/** Number of words in rendered HTML. */
export const wordsOfHtml = (html: string): number => countWords(textOfHtml(html))

/** Minutes to work through so many words, at least one. */
export const minutesToRead = (words: number, locale: Locale): number =>
  Math.max(1, Math.round(words / PACE[locale]))
