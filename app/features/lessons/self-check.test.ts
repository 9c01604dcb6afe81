import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { SelfCheckDefinition } from './self-check.ts'
import { checkMarker, judgeAnswer, questionOf, splitBody } from './self-check.ts'

const option = (id: string, correct: boolean) => ({ id, html: id, whyHtml: `why ${id}`, correct })
const single: SelfCheckDefinition = {
  id: 'venue',
  kind: 'single',
  questionHtml: '?',
  options: [option('a', false), option('b', true), option('c', false)],
}
const multiple: SelfCheckDefinition = {
  ...single,
  kind: 'multiple',
  options: [option('a', true), option('b', true), option('c', false)],
}

describe('judgeAnswer', () => {
  test('a right single choice', () => {
    const verdict = judgeAnswer(single, ['b'])
    expect(verdict.ok && verdict.value.correct).toBe(true)
  })
  test('a wrong single choice tells of each option why', () => {
    expect(judgeAnswer(single, ['a'])).toEqual({
      ok: true,
      value: {
        correct: false,
        options: [
          { id: 'a', chosen: true, correct: false, judgedRight: false, whyHtml: 'why a' },
          { id: 'b', chosen: false, correct: true, judgedRight: false, whyHtml: 'why b' },
          { id: 'c', chosen: false, correct: false, judgedRight: true, whyHtml: 'why c' },
        ],
      },
    })
  })
  test('some of several right options are not enough', () => {
    const verdict = judgeAnswer(multiple, ['a'])
    expect(verdict.ok && verdict.value.correct).toBe(false)
  })
  test('refusals', () => {
    expect(judgeAnswer(single, [])).toEqual({ ok: false, reason: 'nothing_chosen' })
    expect(judgeAnswer(single, ['z'])).toEqual({ ok: false, reason: 'unknown_option' })
    expect(judgeAnswer(single, ['a', 'b'])).toEqual({ ok: false, reason: 'too_many' })
    expect(judgeAnswer(single, ['b', 'b']).ok).toBe(true)
  })

  const definition = fc.array(fc.boolean(), { minLength: 2, maxLength: 8 }).map(
    (keys): SelfCheckDefinition => ({
      ...multiple,
      options: keys.map((correct, index) => option(String.fromCharCode(97 + index), correct)),
    }),
  )
  test('is right exactly when the chosen options are the key, in any order', () =>
    fc.assert(
      fc.property(definition, fc.array(fc.nat(7), { minLength: 1 }), (check, picks) => {
        const chosen = picks.map((pick) => check.options[pick % check.options.length]?.id ?? '')
        const key = check.options.filter((entry) => entry.correct).map((entry) => entry.id)
        const same = key.length === new Set(chosen).size && key.every((id) => chosen.includes(id))
        const verdict = judgeAnswer(check, chosen)
        expect(verdict.ok && verdict.value.correct).toBe(same)
      }),
    ))
})

test('a question carries neither key nor explanation', () => {
  expect(JSON.stringify(questionOf(single))).not.toMatch(/correct|why/)
})

describe('splitBody', () => {
  test('cuts at the markers', () => {
    expect(splitBody(`<p>a</p>\n${checkMarker('x')}\n${checkMarker('y-2')}<p>b</p>`)).toEqual([
      { type: 'html', html: '<p>a</p>\n' },
      { type: 'check', id: 'x' },
      { type: 'check', id: 'y-2' },
      { type: 'html', html: '<p>b</p>' },
    ])
  })
  test('a text without checks is one part', () => {
    expect(splitBody('<p>a</p>')).toEqual([{ type: 'html', html: '<p>a</p>' }])
  })
})
