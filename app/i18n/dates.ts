import { LRUCache } from 'lru-cache'
import type { Locale } from './locales.ts'
import type { Translate } from './messages.ts'

// Node's own kk data are right; Chromium's are not, so nothing here may run in a browser.
const tags: Record<Locale, string> = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }

type Write = (format: Intl.DateTimeFormat, at: Date) => string

/**
 * A way to write moments, for each language and zone. Formatting costs as much as a row of a table, and pages show
 * the same few days and hours again and again: what was written is kept.
 */
function style(options: Intl.DateTimeFormatOptions, write: Write = (format, at) => format.format(at)) {
  const made = new Map<string, (at: Date) => string>()
  return (at: Date, locale: Locale, zone: string): string => {
    const name = `${locale} ${zone}`
    let written = made.get(name)
    if (!written) {
      written = remembering(new Intl.DateTimeFormat(tags[locale], { timeZone: zone, ...options }), write)
      made.set(name, written)
    }
    return written(at)
  }
}

function remembering(format: Intl.DateTimeFormat, write: Write): (at: Date) => string {
  const known = new LRUCache<number, string>({ max: 2_000 })
  return (at) => {
    const text = known.get(at.getTime()) ?? write(format, at)
    known.set(at.getTime(), text)
    return text
  }
}

// A number and the word after it stay on one line.
const together: Write = (format, at) => format.format(at).replace(/(?<=\d) (?=\p{L})/gu, '\u00a0')

/** "24 November" in the zone. */
export const formatDay = style({ day: 'numeric', month: 'long' }, together)

const weekday = style({ weekday: 'long', day: 'numeric', month: 'long' })

/** "Tuesday, 24 November" in the zone, with a capital letter. */
export function formatWeekday(at: Date, locale: Locale, zone: string): string {
  const text = weekday(at, locale, zone)
  return text.charAt(0).toLocaleUpperCase(tags[locale]) + text.slice(1)
}

/** "Tue 24 Nov" in the zone, for tables. */
export const formatShortDay = style({ weekday: 'short', day: 'numeric', month: 'short' })

/** "19:26" in the zone. */
export const formatTime = style({ hour: '2-digit', minute: '2-digit', hour12: false })

/** "24 November, 19:26" in the zone; the page that shows it names the zone beside it (see zoneName). */
export const formatMoment = (at: Date, locale: Locale, zone: string): string =>
  `${formatDay(at, locale, zone)}, ${formatTime(at, locale, zone)}`

/** "24 November 2026" in the zone: for dates that may be years away. */
export const formatDate = style({ dateStyle: 'long' }, together)

/** "24 November 2026, 19:26" in the zone: a moment that may be years away. The page names the zone beside it. */
export const formatStamp = (at: Date, locale: Locale, zone: string): string =>
  `${formatDate(at, locale, zone)}, ${formatTime(at, locale, zone)}`

const figures = style({ day: '2-digit', month: '2-digit', year: 'numeric' }, (format, at) => {
  const part = (type: string) => format.formatToParts(at).find((one) => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}`
})

/** "2026-11-24 19:26" in the zone: for files, where a spreadsheet reads it as a date in every language. */
export const formatFileStamp = (at: Date, zone: string): string =>
  `${figures(at, 'en', zone)} ${formatTime(at, 'en', zone)}`

/** Where the Academy is: the zone of people without a cohort. */
export const HOME_ZONE = 'Asia/Almaty'

const offset = style({ timeZoneName: 'shortOffset' }, (format, at) => {
  const part = format.formatToParts(at).find((one) => one.type === 'timeZoneName')
  return (part?.value ?? 'UTC').replace('GMT', 'UTC')
})

/** "UTC+5": the offset of the zone at that moment, from the runtime's zone data. */
export const zoneOffset = (at: Date, zone: string): string => offset(at, 'en', zone)

// A zone is named by a city, and the runtime knows no names of cities.
const cities: Record<string, Record<Locale, string>> = {
  'Asia/Almaty': { kk: 'Алматы', ru: 'Алматы', en: 'Almaty' },
  'Asia/Qyzylorda': { kk: 'Қызылорда', ru: 'Кызылорда', en: 'Qyzylorda' },
  'Asia/Qostanay': { kk: 'Қостанай', ru: 'Костанай', en: 'Qostanay' },
  'Asia/Aqtobe': { kk: 'Ақтөбе', ru: 'Актобе', en: 'Aqtobe' },
  'Asia/Aqtau': { kk: 'Ақтау', ru: 'Актау', en: 'Aqtau' },
  'Asia/Atyrau': { kk: 'Атырау', ru: 'Атырау', en: 'Atyrau' },
  'Asia/Oral': { kk: 'Орал', ru: 'Уральск', en: 'Oral' },
}

/** "Almaty": the city that names a zone, in our language where we know it. */
export const zoneCity = (zone: string, locale: Locale): string =>
  cities[zone]?.[locale] ?? (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ')

/** "Almaty, UTC+5": the name of a zone, to stand in brackets after a time. */
export const zoneName = (at: Date, locale: Locale, zone: string): string =>
  `${zoneCity(zone, locale)}, ${zoneOffset(at, zone)}`

/** "24 November, 19:26 (Almaty time, UTC+5)": a moment that names its zone. */
export function formatZoned(at: Date, locale: Locale, zone: string, t: Translate): string {
  const named = t('site.zone', { city: zoneCity(zone, locale), offset: zoneOffset(at, zone) })
  return `${formatMoment(at, locale, zone)} (${named})`
}
