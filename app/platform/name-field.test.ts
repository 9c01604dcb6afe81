import { expect, test } from 'vitest'
import { lineField, nameField } from './name-field.server.ts'

const faultOf = (text: string) => nameField(20).safeParse(text).error?.issues[0]?.message

test.each([
  ['a control', 'Әйгерім\u0007'],
  ['a line break', 'Әйгерім\nСәрсенова'],
  ['a mark of direction', 'Әйгерім\u202Eаволс'],
  ['an isolate', '\u2066Әйгерім'],
  ['a tag', 'Әйгерім\u{E0041}'],
  ['an invisible space', 'Әйгерім\u200B'],
  ['half of a pair', 'Әйгерім\uD800'],
  ['a noncharacter', 'Әйгерім\uFFFF'],
])('name: %s is refused', (_kind, name) => {
  expect(faultOf(name)).toBe('site.form.unseen')
})

test('name: letters of all our languages, apostrophes, hyphens and digits are taken; blanks around are cut', () => {
  for (const name of ['Ұлпан Әбдіқызы', 'Жан-Мари Д’Артаньян', 'Ағын 2026-2', 'Ёлкина'])
    expect(nameField(40).parse(` ${name} `)).toBe(name)
  expect(nameField(40).parse('Е\u0308лкина')).toBe('Ёлкина')
})

test('name: empty and too long are refused; a line may be empty', () => {
  expect(faultOf('  ')).toBe('site.form.required')
  expect(faultOf('а'.repeat(21))).toBe('site.form.tooLong|max=20')
  expect(lineField(20).parse('')).toBe('')
})
