import { expect, test } from 'vitest'
import { SPECIAL_CHARACTERS, withCase } from './special-characters.ts'

test('every Kazakh letter that a Russian keyboard lacks is there, and the signs of a legal text', () => {
  expect(SPECIAL_CHARACTERS.join('')).toBe('ӘҒҚҢӨҰҮҺІ«»§№')
})

test.each([
  ['', 'Қ', 'the first letter of a text'],
  ['Сот отырысы. ', 'Қ', 'after a full stop'],
  ['Рас па? ', 'Қ', 'after a question'],
  ['Ол айтты: «Жарайды.» ', 'Қ', 'after a sentence in quotation marks'],
  ['Сот отырысы.\n', 'Қ', 'in a new paragraph'],
  ['бірінші жол\n\n', 'Қ', 'in a new paragraph after one without a full stop'],
  ['Сот отырысы. «', 'Қ', 'in a quotation that begins a sentence'],
  ['– ', 'Қ', 'after the dash of a list'],
  ['СОТ ШЕ', 'Қ', 'in a word of capitals'],
  ['Сот ', 'қ', 'in the middle of a sentence'],
  ['Се', 'қ', 'in the middle of a word'],
  ['ҚР ', 'қ', 'after an abbreviation and a blank'],
  ['191-б. тармағы, ', 'қ', 'after a comma'],
])('after %j it is %s: %s', (before, letter) => {
  expect(withCase('Қ', before, false)).toBe(letter)
})

test('with Shift it is a capital anywhere, and a sign has no small form', () => {
  expect(withCase('Ә', 'сот ', true)).toBe('Ә')
  for (const sign of ['«', '»', '§', '№']) expect(withCase(sign, 'сот ', false)).toBe(sign)
})

test('each letter has its own small form', () => {
  const small = SPECIAL_CHARACTERS.map((letter) => withCase(letter, 'сот ', false)).join('')
  expect(small).toBe('әғқңөұүһі«»§№')
})
