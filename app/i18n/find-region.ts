import { type Locale, locales } from './locales.ts'
import { type RegionNames, regions } from './regions.ts'

/** Words that say that a region is a region, in each language, and how they are cut short. */
const REGION_WORDS = new Set('облысы облыс обл область о сы region oblast oblysy oblys'.split(' '))
const CITY_WORDS = new Set('г город қ қаласы қала city'.split(' '))
/** Short and former names. What became two regions is no name of one of them, but a hint. */
const ALIASES: Record<string, string> = {
  шқо: 'Шығыс Қазақстан облысы',
  вко: 'Шығыс Қазақстан облысы',
  бқо: 'Батыс Қазақстан облысы',
  зко: 'Батыс Қазақстан облысы',
  сқо: 'Солтүстік Қазақстан облысы',
  ско: 'Солтүстік Қазақстан облысы',
  'нур султан': 'Астана',
  'нұр сұлтан': 'Астана',
  'nur sultan': 'Астана',
}
const HINTS: Record<string, string> = {
  джамбул: 'Жамбыл облысы',
  тараз: 'Жамбыл облысы',
  юко: 'Түркістан облысы',
  оқо: 'Түркістан облысы',
  'южно казахстанская': 'Түркістан облысы',
  'оңтүстік қазақстан': 'Түркістан облысы',
  семей: 'Абай облысы',
  семипалатинск: 'Абай облысы',
  талдыкорган: 'Жетісу облысы',
  талдықорған: 'Жетісу облысы',
  жезказган: 'Ұлытау облысы',
  жезқазған: 'Ұлытау облысы',
  актобе: 'Ақтөбе облысы',
  уральск: 'Батыс Қазақстан облысы',
  орал: 'Батыс Қазақстан облысы',
  петропавловск: 'Солтүстік Қазақстан облысы',
  петропавл: 'Солтүстік Қазақстан облысы',
  кокшетау: 'Ақмола облысы',
  көкшетау: 'Ақмола облысы',
  актау: 'Маңғыстау облысы',
  ақтау: 'Маңғыстау облысы',
  'усть каменогорск': 'Шығыс Қазақстан облысы',
  өскемен: 'Шығыс Қазақстан облысы',
}

type Plain = { base: string; isRegion: boolean; isCity: boolean }

function plain(written: string): Plain {
  const words = written
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll('ё', 'е')
    .split(/[^\p{L}]+/u)
    .filter(Boolean)
  return {
    base: words.filter((word) => !REGION_WORDS.has(word) && !CITY_WORDS.has(word)).join(' '),
    isRegion: words.some((word) => REGION_WORDS.has(word)),
    isCity: words.some((word) => CITY_WORDS.has(word)),
  }
}

const byKazakh = new Map(regions.map((names) => [names.kk, names]))
const known = regions.flatMap((names) =>
  locales.map((locale: Locale) => ({ ...plain(names[locale]), names })),
)

/** Letters by which two words differ, up to 3. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  let before = Array.from({ length: b.length + 1 }, (_, index) => index)
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const replaced = (before[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1)
      row.push(Math.min(replaced, (before[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1))
    }
    before = row
  }
  return before[b.length] ?? 3
}

/**
 * The region that somebody has written in one of our languages, with or without "облысы", "обл." or "г.", or by a usual
 * short name; `near` is the one that was probably meant where it is none.
 */
export function findRegion(
  written: string,
): { found: RegionNames } | { found: null; near: RegionNames | null } {
  const { base, isRegion, isCity } = plain(written)
  const alias = byKazakh.get(ALIASES[base] ?? '')
  if (alias) return { found: alias }
  const same = known.filter((one) => one.base === base)
  // Almaty is a city and a region: the word beside it decides, and without one it is the city.
  const [first] = same.filter((one) => one.isRegion === isRegion)
  if (first && !(isCity && first.isRegion)) return { found: first.names }
  if (same[0] && !isCity && !isRegion) return { found: same[0].names }
  const hint = byKazakh.get(HINTS[base] ?? '')
  if (hint) return { found: null, near: hint }
  const close = base.length < 4 ? [] : known.filter((one) => distance(one.base, base) <= 2)
  return { found: null, near: (same[0] ?? close[0])?.names ?? null }
}
