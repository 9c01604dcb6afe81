/** The languages of the interface, Kazakh first. */
export const locales = ['kk', 'ru', 'en'] as const
export type Locale = (typeof locales)[number]

/** The languages of the course: Russian is the source, the others are translations of it. */
export const textLocales = ['ru', 'kk', 'en'] as const satisfies Locale[]

/** A text in every language of the course. */
export type Localised = Record<Locale, string>

/** True for one of our languages. */
export const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale)

/** Each language by its own name. */
export const localeNames: Localised = { kk: 'Қазақша', ru: 'Русский', en: 'English' }
