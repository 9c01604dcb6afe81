import { expect, test } from 'vitest'
import { passwordFault } from './password-rules.ts'

const person = { email: 'aigerim.sarsenova@sot.kz', name: 'Айгерім Сәрсенова' }

test.each([
  ['тоғыз бел', 'tooShort'],
  // Two code units each, one character for the reader.
  ['🙂🙂🙂🙂🙂', 'tooShort'],
  // The ligature counts as the three letters that NFKC makes of it.
  ['ﬃﬃﬃﬁ', null],
  ['a'.repeat(401), 'tooLong'],
  ['Aigerim.Sarsenova@sot.kz', 'personal'],
  ['aigerim.sarsenova', 'personal'],
  ['айгерім сәрсенова', 'personal'],
  ['СӘРСЕНОВААЙГЕРІМ', 'personal'],
  ['айгерім сәрсенова 1', null],
  ['ұзын әрі өзгеше', null],
])('%s is %s', (password, fault) => {
  expect(passwordFault(password, person)).toBe(fault)
})
