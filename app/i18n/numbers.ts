import type { Locale } from './locales.ts'

const tags: Record<Locale, string> = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }
const plain = Object.fromEntries(
  Object.entries(tags).map(([locale, tag]) => [
    locale,
    new Intl.NumberFormat(tag, { maximumFractionDigits: 1 }),
  ]),
) as Record<Locale, Intl.NumberFormat>

/** A number with the language's separators, at most one decimal. */
export const formatNumber = (value: number, locale: Locale): string => plain[locale].format(value)

/** A share between 0 and 1 as whole per cent. */
export const formatShare = (share: number, locale: Locale): string =>
  new Intl.NumberFormat(tags[locale], { style: 'percent', maximumFractionDigits: 0 }).format(share)
