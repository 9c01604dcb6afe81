import * as fc from 'fast-check'
import { createTranslator } from 'use-intl/core'
import { describe, expect, test } from 'vitest'
import en from '#app/i18n/messages/en/mdx.json' with { type: 'json' }
import kk from '#app/i18n/messages/kk/mdx.json' with { type: 'json' }
import ru from '#app/i18n/messages/ru/mdx.json' with { type: 'json' }
import { codes, HEAD, lesson, right, wrong } from '#tests/setup/guard-samples.ts'
import { guard } from './guard.server.ts'
import { GUARD_CODES, MOST_FAULTS } from './guard-error.ts'

const REPEATED = [
  '- ',
  '> ',
  '1. ',
  '* * ',
  '_a*',
  '**a',
  '[',
  '](',
  '![',
  '<Case>',
  '</Case>',
  '{',
  '`',
  '|a',
  '&#',
  '\\',
]
// Halves of pairs stand alone in them.
const lone = fc
  .array(fc.constantFrom('\uD800', '\uDC00', '\uFFFE', '\u202E', '\u0000', 'ә'), { maxLength: 20 })
  .map((all) => all.join(''))

describe('what the author is told', () => {
  test('all faults at once, in reading order, at their place in the whole file', () => {
    const body =
      'Скобка { открыта\n\nСм. <https://a.b>\n\n<Video />\n\n  [щёлкни](javascript:x)\n\n<Case>\n\nконец'
    expect(lesson(body).map(({ code, line, column }) => [code, line, column])).toEqual([
      ['bare_brace', 6, 8],
      ['autolink', 8, 5],
      ['unknown_component', 10, 1],
      ['link_scheme', 12, 3],
      ['unclosed_tag', 14, 1],
    ])
  })
  test('a missing tag does not set off a cascade about nesting', () => {
    const body = `<SelfCheck id="a" kind="single">\n\nВопрос?\n\n${right}\n${wrong}`
    expect(codes(body)).toEqual(['unclosed_tag'])
  })

  const languages = { kk, ru, en }
  test.each(['kk', 'ru', 'en'] as const)('each fault has a message in %s that formats', (locale) => {
    const faults: string[] = []
    const t = createTranslator({
      locale,
      messages: { mdx: languages[locale] },
      onError: (error) => faults.push(error.message),
    })
    const detail = Object.fromEntries(
      'limit language reason field address word words written character near hint host shown ascii tag component attribute known expected parents depth kind act figure code line named id count'
        .split(' ')
        .map((name) => [name, `(${name})`]),
    )
    for (const code of GUARD_CODES) {
      const message = t(`mdx.guard.${code}`, detail)
      expect(message).not.toContain('mdx.guard')
      expect(message).not.toContain("'<")
      expect(message).not.toContain("'{")
    }
    expect(faults).toEqual([])
  })
})

describe('strange input', () => {
  test('a source of 200 kB', () => {
    expect(guard(HEAD + 'Слово суда. '.repeat(17_000))).toEqual([])
    expect(guard(HEAD + '{ '.repeat(100_000)).length).toBeGreaterThan(0)
  }, 20_000)

  const fragment = fc.constantFrom(
    ...[
      '---',
      '---js',
      '\n',
      '\n\n',
      '<',
      '>',
      '{',
      '}',
      '"',
      '<Case>',
      '</Case>',
      '<SelfCheck id="a"',
      '<Option>',
    ],
    ...[
      '`',
      '```',
      '[a](',
      ')',
      'import ',
      'export ',
      '<!--',
      '-->',
      '|',
      '- ',
      '&#',
      '\\',
      '\u0000',
      '[^1]',
      '<a',
      '/>',
    ],
  )
  const pieces = fc.array(fc.oneof(fragment, fc.string({ unit: 'grapheme', maxLength: 8 })), {
    maxLength: 30,
  })
  const places = (errors: ReturnType<typeof guard>) => {
    for (const { line, column } of errors) {
      expect(line).toBeGreaterThan(0)
      expect(column).toBeGreaterThan(0)
    }
    expect(errors.length).toBeLessThanOrEqual(MOST_FAULTS + 1)
  }
  test('never makes the guard throw', () => {
    return fc.assert(
      fc.property(pieces, (parts) => {
        places(guard(HEAD + parts.join('')))
        places(guard(parts.join('')))
      }),
      { numRuns: 300 },
    )
  }, 60_000)

  // What repeats, nests or is no text at all: the shapes by which parsers overflow, loop or give up.
  const repeated = fc
    .tuple(fc.constantFrom(...REPEATED), fc.integer({ min: 1, max: 600 }), fc.constantFrom('', '\n', ' '))
    .map(([shape, times, between]) => Array(times).fill(shape).join(between))
  const anything = fc.oneof(repeated, fc.string({ unit: 'binary', maxLength: 200 }), lone)
  const opening = fc.constantFrom(
    HEAD,
    '',
    '---\na: &a [*a]\n---\n',
    '---\n? {}\n---\n',
    '---\n',
    '--- \u0000\n',
  )
  test('never makes the guard throw: repeated, nested and broken texts', () => {
    return fc.assert(
      fc.property(opening, fc.array(anything, { maxLength: 4 }), (head, parts) =>
        places(guard(head + parts.join('\n'))),
      ),
      { numRuns: 150 },
    )
  }, 120_000)

  test('never makes the guard throw: what the parser itself throws at is a fault with a place', () => {
    for (const shape of REPEATED) places(guard(HEAD + shape.repeat(2_000)))
  }, 120_000)
})
