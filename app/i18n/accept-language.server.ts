import Negotiator from 'negotiator'
import { isLocale, type Locale, locales } from './locales.ts'

/** The language that an Accept-Language header prefers; `ru` where it names none of ours. */
export function localeFromHeader(header: string | null): Locale {
  // Russian first: it is what "*" gets.
  const offered = [...new Set<Locale>(['ru', ...locales])]
  const preferred = new Negotiator({ headers: { 'accept-language': header ?? '' } }).language(offered)
  return isLocale(preferred) ? preferred : 'ru'
}
