import type { Locale } from './locales.ts'

/** A region by its name in each language. */
export type RegionNames = Record<Locale, string>

/** People name their region in a language of their own; the 17 oblasts and the three cities are known in each. */
export const regions: RegionNames[] = [
  { kk: 'Астана', ru: 'Астана', en: 'Astana' },
  { kk: 'Алматы', ru: 'Алматы', en: 'Almaty' },
  { kk: 'Шымкент', ru: 'Шымкент', en: 'Shymkent' },
  { kk: 'Абай облысы', ru: 'область Абай', en: 'Abai Region' },
  { kk: 'Ақмола облысы', ru: 'Акмолинская область', en: 'Akmola Region' },
  { kk: 'Ақтөбе облысы', ru: 'Актюбинская область', en: 'Aktobe Region' },
  { kk: 'Алматы облысы', ru: 'Алматинская область', en: 'Almaty Region' },
  { kk: 'Атырау облысы', ru: 'Атырауская область', en: 'Atyrau Region' },
  { kk: 'Батыс Қазақстан облысы', ru: 'Западно-Казахстанская область', en: 'West Kazakhstan Region' },
  { kk: 'Жамбыл облысы', ru: 'Жамбылская область', en: 'Zhambyl Region' },
  { kk: 'Жетісу облысы', ru: 'область Жетісу', en: 'Zhetisu Region' },
  { kk: 'Қарағанды облысы', ru: 'Карагандинская область', en: 'Karaganda Region' },
  { kk: 'Қостанай облысы', ru: 'Костанайская область', en: 'Kostanay Region' },
  { kk: 'Қызылорда облысы', ru: 'Кызылординская область', en: 'Kyzylorda Region' },
  { kk: 'Маңғыстау облысы', ru: 'Мангистауская область', en: 'Mangystau Region' },
  { kk: 'Павлодар облысы', ru: 'Павлодарская область', en: 'Pavlodar Region' },
  { kk: 'Солтүстік Қазақстан облысы', ru: 'Северо-Казахстанская область', en: 'North Kazakhstan Region' },
  { kk: 'Түркістан облысы', ru: 'Туркестанская область', en: 'Turkistan Region' },
  { kk: 'Ұлытау облысы', ru: 'область Ұлытау', en: 'Ulytau Region' },
  { kk: 'Шығыс Қазақстан облысы', ru: 'Восточно-Казахстанская область', en: 'East Kazakhstan Region' },
]

const known = new Map(
  regions.flatMap((names) => Object.values(names).map((name) => [name.toLowerCase(), names] as const)),
)
const collators = {
  kk: new Intl.Collator('kk'),
  ru: new Intl.Collator('ru'),
  en: new Intl.Collator('en'),
}

/** A region in a language, whichever language it was written in; one that nobody knows stays as it was written. */
export const regionName = (written: string, locale: Locale): string =>
  known.get(written.trim().toLowerCase())?.[locale] ?? written

/** Compares two regions by their names in a language, as its alphabet goes. */
export const compareRegions = (a: string, b: string, locale: Locale): number =>
  collators[locale].compare(regionName(a, locale), regionName(b, locale))
