import { expect, test } from 'vitest'
import { compareRegions, regionName } from '#app/i18n/regions.ts'
import { regions } from '#db/seeds/names.ts'

test('a region is named in the language of the page, whichever language it was written in', () => {
  expect(regionName('Кызылординская область', 'kk')).toBe('Қызылорда облысы')
  expect(regionName(' қызылорда облысы', 'en')).toBe('Kyzylorda Region')
  expect(regionName('Abai Region', 'ru')).toBe('область Абай')
  expect(regionName('Минск', 'kk')).toBe('Минск')
  for (const region of regions) expect(regionName(region, 'en')).toMatch(/^[A-Za-z ]+$/)
})

test('regions stand in the order of the alphabet of the page', () => {
  const ordered = (locale: 'kk' | 'ru') =>
    ['Қостанай облысы', 'область Ұлытау', 'Карагандинская область'].sort((a, b) =>
      compareRegions(a, b, locale),
    )
  expect(ordered('kk')).toEqual(['Карагандинская область', 'Қостанай облысы', 'область Ұлытау'])
  expect(ordered('ru')).toEqual(['Карагандинская область', 'Қостанай облысы', 'область Ұлытау'])
})
