import { expect, test } from 'vitest'
import { headingAt, sectionAt, sectionsOf } from './scaffold.ts'

const HEADINGS = ['Вопрос', 'Норма', 'Применение', 'Вывод']
const offsets = (text: string) => sectionsOf(text, HEADINGS).map(({ at }) => at)

test('a heading is a line of its own, at the offset of its line', () => {
  expect(offsets('Вопрос\nТекст.\n\nНорма\nТекст.')).toEqual([0, 15, null, null])
})

test.each([
  '  вопрос  ',
  'ВОПРОС',
  'Вопрос.',
  'Вопрос:',
  '1. Вопрос',
  '2) Вопрос',
  'I. Вопрос',
  'IV) вопрос:',
])('case, a number before it and a sign after it do not matter: %j', (line) => {
  expect(offsets(`Начало.\n${line}\nтекст`)).toEqual([8, null, null, null])
})

test('the word inside a sentence is no heading, and an empty text has none', () => {
  expect(offsets('Вопрос в том, подписан ли договор.\nэто Вопрос')).toEqual([null, null, null, null])
  expect(offsets('')).toEqual([null, null, null, null])
})

test('of two equal lines the first is the heading', () => {
  expect(offsets('Норма\nа\nНорма')).toEqual([null, 0, null, null])
})

test('the caret is in the section whose heading stands last before it, in whatever order they are', () => {
  const text = 'До.\nНорма\nтекст\nВопрос\nтекст'
  const sections = sectionsOf(text, HEADINGS)
  const at = (caret: number) => sectionAt(sections, caret)
  expect(at(0)).toBeNull()
  expect(at(text.indexOf('Норма'))).toBe('Норма')
  expect(at(text.indexOf('Вопрос') - 1)).toBe('Норма')
  expect(at(text.length)).toBe('Вопрос')
})

test.each([
  ['', '', 'Вывод\n'],
  ['Текст.', '', '\n\nВывод\n'],
  ['Текст.\n', '', '\nВывод\n'],
  ['Текст.\n\n', '', 'Вывод\n'],
  ['Текст.', '\nдальше', '\n\nВывод\n'],
  ['Начало ', 'конец', '\n\nВывод\n\n'],
])('put after %j and before %j it stands alone: %j', (before, after, put) => {
  const text = before + after
  expect(headingAt(text, before.length, 'Вывод')).toBe(put)
  const whole = before + put + after
  expect(sectionsOf(whole, HEADINGS)[3]?.at).toBe(whole.indexOf('Вывод'))
  // What was there is there still.
  expect(whole.replace(put, '')).toBe(text)
})
