/** The languages of the interface, Kazakh first. */
export const locales = ['kk', 'ru', 'en'] as const
export type Locale = (typeof locales)[number]

/** A text in every language of the course. */
export type Localised = Record<Locale, string>

/** True for one of our languages. */
export const isLocale = (value: unknown): value is Locale => locales.includes(value as Locale)

/** Each language by its own name. */
export const localeNames: Localised = { kk: 'Қазақша', ru: 'Русский', en: 'English' }

/**
 * The first of our languages in an Accept-Language header, by its q values; `ru` where it names none of them.
 */
export function localeFromHeader(header: string | null): Locale {
  const wanted = (header ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', q] = part.trim().split(';q=')
      return { language: tag.slice(0, 2).toLowerCase(), q: q === undefined ? 1 : Number(q) || 0 }
    })
    .sort((a, b) => b.q - a.q)
  for (const { language } of wanted) if (isLocale(language)) return language
  return 'ru'
}
