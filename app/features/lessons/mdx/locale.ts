/** The languages a text can be written in. Russian is the source; the others are translations of it. */
export const LOCALES = ['ru', 'kk', 'en'] as const
export type Locale = (typeof LOCALES)[number]
