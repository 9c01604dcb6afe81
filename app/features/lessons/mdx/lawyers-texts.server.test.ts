import { describe, expect, test } from 'vitest'
import { harmless } from '#tests/corpus/harmless.ts'
import { compileLesson } from './compile.server.ts'
import { explain } from './explain.server.ts'

const HEAD = '---\ntitle: a\nsummary: b\n---\n\n'
const read = (body: string, locale: 'kk' | 'ru' | 'en') =>
  compileLesson({ source: `${HEAD}${body}\n`, locale, acts: [], figures: {} })

/** Words of programmers that a message to a lawyer must not need, beside what is quoted from the text. */
const JARGON = /\b(?:undefined|null|token|JSX|MDX|parser|acorn|expression|EOF|stack|node)\b|U\+0*[A-F]{5}/i

describe('texts of lawyers', () => {
  test('corpus: a hundred documents and more, in each language', () => {
    expect(harmless.length).toBeGreaterThanOrEqual(100)
    for (const language of ['kk', 'ru', 'en'])
      expect(harmless.some((one) => one.language === language)).toBe(true)
  })

  test.each(harmless)('$language $code: $body', async ({ language, body, code }) => {
    const result = await read(body, language)
    const errors = result.ok ? [] : result.errors
    expect([...new Set(errors.map((error) => error.code))]).toEqual(code ? [code] : [])
    for (const error of errors) {
      expect(error.line).toBeGreaterThan(5)
      for (const locale of ['kk', 'ru', 'en'] as const) {
        const message = explain(error, locale)
        expect(message).not.toMatch(JARGON)
        expect(message.length).toBeLessThan(420)
      }
    }
    if (result.ok) expect(result.value.html).not.toContain('undefined')
  })

  test('messages: each says what to write instead', async () => {
    const said = async (body: string, locale: 'kk' | 'ru' | 'en') => {
      const result = await read(body, locale)
      return result.ok ? '' : result.errors.map((error) => explain(error, locale)).join(' ')
    }
    for (const locale of ['kk', 'ru', 'en'] as const) {
      expect(await said('<academy@example.kz>', locale)).toContain(
        '[academy@example.kz](mailto:academy@example.kz)',
      )
      expect(await said('Истец <Фамилия И.О.> тут', locale)).toContain('«Фамилия И.О.»')
      expect(await said('если x<y', locale)).toContain('\\<')
      expect(await said('- [ ] пункт', locale)).toContain('□')
      expect(await said('![a](b.png)', locale)).toContain('<Figure name=')
      expect(await said('<Calout kind="note">\n\nа\n\n</Calout>', locale)).toContain('Callout')
      expect(await said('а<br>б', locale)).toContain('<br>')
      expect(await said('{/* а */}', locale)).toContain('{/* … */}')
    }
    expect(await said('а<br>б', 'en')).toContain('end the line with a backslash')
    expect(await said('<Calout />', 'en')).toContain('Did you mean Callout?')
  })
})
