import type { Locale } from './locales.ts'
import type { Translate } from './messages.ts'

// Node's own kk data are right; Chromium's are not, so nothing here may run in a browser.
const tags: Record<Locale, string> = { kk: 'kk-KZ', ru: 'ru-RU', en: 'en-GB' }

/** A formatter for each language and zone, made when it is first asked for. */
function style(options: Intl.DateTimeFormatOptions): (locale: Locale, zone: string) => Intl.DateTimeFormat {
  const made = new Map<string, Intl.DateTimeFormat>()
  return (locale, zone) => {
    const name = `${locale} ${zone}`
    let found = made.get(name)
    if (!found) {
      found = new Intl.DateTimeFormat(tags[locale], { timeZone: zone, ...options })
      made.set(name, found)
    }
    return found
  }
}

const day = style({ day: 'numeric', month: 'long' })
const weekday = style({ weekday: 'long', day: 'numeric', month: 'long' })
const shortDay = style({ weekday: 'short', day: 'numeric', month: 'short' })
const time = style({ hour: '2-digit', minute: '2-digit', hour12: false })
const date = style({ dateStyle: 'long' })
const figures = style({ day: '2-digit', month: '2-digit', year: 'numeric' })
const offset = style({ timeZoneName: 'shortOffset' })

/** "24 November" in the zone. */
export const formatDay = (at: Date, locale: Locale, zone: string): string => day(locale, zone).format(at)

/** "Tuesday, 24 November" in the zone, with a capital letter. */
export function formatWeekday(at: Date, locale: Locale, zone: string): string {
  const text = weekday(locale, zone).format(at)
  return text.charAt(0).toLocaleUpperCase(tags[locale]) + text.slice(1)
}

/** "Tue 24 Nov" in the zone, for tables. */
export const formatShortDay = (at: Date, locale: Locale, zone: string): string =>
  shortDay(locale, zone).format(at)

/** "19:26" in the zone. */
export const formatTime = (at: Date, locale: Locale, zone: string): string => time(locale, zone).format(at)

/** "24 November, 19:26" in the zone; the page that shows it names the zone beside it (see zoneName). */
export const formatMoment = (at: Date, locale: Locale, zone: string): string =>
  `${formatDay(at, locale, zone)}, ${formatTime(at, locale, zone)}`

/** "24 November 2026" in the zone: for dates that may be years away. */
export const formatDate = (at: Date, locale: Locale, zone: string): string => date(locale, zone).format(at)

/** "24.11.2026 19:26" in the zone, for dense tables and files. */
export const formatStamp = (at: Date, locale: Locale, zone: string): string =>
  `${figures(locale, zone).format(at)} ${formatTime(at, locale, zone)}`

/** "UTC+5": the offset of the zone at that moment, from the runtime's zone data. */
export function zoneOffset(at: Date, zone: string): string {
  const part = offset('en', zone)
    .formatToParts(at)
    .find((one) => one.type === 'timeZoneName')
  return (part?.value ?? 'UTC').replace('GMT', 'UTC')
}

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
