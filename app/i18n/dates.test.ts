import { expect, test } from 'vitest'
import { formatFileStamp, formatMoment, formatStamp, formatTime, zoneOffset } from './dates.ts'
import { locales } from './locales.ts'

const at = new Date('2026-11-24T19:30:00Z')

test('dates: a moment is written in the zone that was named, whatever was written before', () => {
  for (const locale of locales) {
    expect(formatTime(at, locale, 'UTC')).toBe('19:30')
    expect(formatTime(at, locale, 'Asia/Almaty')).toBe('00:30')
    expect(formatTime(at, locale, 'UTC')).toBe('19:30')
  }
  expect(formatFileStamp(at, 'Asia/Almaty')).toBe('2026-11-25 00:30')
  expect(formatFileStamp(at, 'UTC')).toBe('2026-11-24 19:30')
})

test('dates: each language has its own words, and Kazakh is none of the others', () => {
  const written = locales.map((locale) => formatMoment(at, locale, 'Asia/Almaty'))
  expect(new Set(written).size).toBe(3)
  expect(formatMoment(at, 'kk', 'Asia/Almaty')).toMatch(/^25\u00a0қараша, 00:30$/)
  expect(formatMoment(at, 'ru', 'Asia/Almaty')).toMatch(/^25\u00a0ноября, 00:30$/)
  expect(formatStamp(at, 'en', 'Asia/Almaty')).toMatch(/^25\u00a0November 2026, 00:30$/)
})

test('dates: Almaty was UTC+6 until 1 March 2024, and the page says so', () => {
  expect(zoneOffset(new Date('2024-02-01T00:00:00Z'), 'Asia/Almaty')).toBe('UTC+6')
  expect(zoneOffset(at, 'Asia/Almaty')).toBe('UTC+5')
})
