import type { Locale } from '#app/i18n/locales.ts'

/** An act of law as citations need it. */
export type CitedAct = {
  id: string
  name: Record<Locale, string>
  short: Record<Locale, string>
  /** The document's number in the state database «Әділет». */
  adilet: string
}

const ADILET_LANGUAGE: Record<Locale, string> = { kk: 'kaz', ru: 'rus', en: 'eng' }

/** Where the official text can be read in that language. */
export const actAddress = (act: CitedAct, locale: Locale) =>
  `https://adilet.zan.kz/${ADILET_LANGUAGE[locale]}/docs/${act.adilet}`
