import { expect, test } from 'vitest'
import { localeFromHeader } from './accept-language.server.ts'

test.each([
  [null, 'ru'],
  ['', 'ru'],
  ['*', 'ru'],
  ['de-DE,fr;q=0.8', 'ru'],
  ['kk', 'kk'],
  ['kk-KZ,ru;q=0.9', 'kk'],
  ['KK-kz', 'kk'],
  ['en;q=0.3, kk;q=0.7', 'kk'],
  ['en-GB', 'en'],
  ['de, en;q=0.5, *;q=0.1', 'en'],
  ['kk;q=0, en;q=0.1', 'en'],
  // A prefix of two letters is no language: these are Konkani and Old Russian.
  ['kok', 'ru'],
  ['kkj', 'ru'],
  ['enm, kk;q=0.2', 'kk'],
  [';;;q=,,=', 'ru'],
] as const)('accept-language: %j is %s', (header, locale) => expect(localeFromHeader(header)).toBe(locale))
