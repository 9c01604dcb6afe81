import { expect, test } from 'vitest'
import type { CourseFiles } from '../course-files/course-files.ts'
import type { BankQuestion } from '../course-files/schemas.ts'
import type { Finding } from './finding.ts'
import { checkQuestions } from './questions.ts'

const localized = (text: string) => ({ kk: `${text} kk`, ru: `${text} ru`, en: `${text} en` })

/** Twelve questions; `place` says where the right option of each stands, `extra` is added to its text. */
function bankOf(place: (index: number) => number, extra = ''): CourseFiles {
  const questions = Array.from({ length: 12 }, (_, index): BankQuestion => {
    const options = [0, 1, 2, 3, 4].map((option) => ({
      ...(option === place(index) && { correct: true as const }),
      text: localized(`o${option}${option === place(index) ? extra : ' xx'}`),
      why: localized('why'),
    }))
    const norms = [{ act: 'gk', article: '1', wording: '2026-07-01', verified: true, seen: 'text' }]
    const id = `civil-0${String(index).padStart(2, '0')}`
    return { id, level: 'recall', lesson: 'one', norms, text: localized(`q${index}`), options }
  })
  const file = { file: 'questions/civil.yaml', settings: { sphere: 'civil', questions } }
  return { questions: [file] } as unknown as CourseFiles
}

const messages = (course: CourseFiles) => {
  const findings: Finding[] = []
  checkQuestions(course, findings)
  return findings.filter(({ rule }) => rule === 'give-away').map(({ message }) => message)
}

test('question bank: right options in all places and of every length give nothing away', () => {
  expect(messages(bankOf((index) => index % 5))).toEqual([])
})

test('question bank: a place that is right too often is reported', () => {
  expect(messages(bankOf((index) => (index < 6 ? 1 : index % 5)))).toEqual([
    'the right option stands in place 2 in 8 of 12 questions',
  ])
})

test('question bank: a right option that is usually the longest is reported', () => {
  expect(messages(bankOf((index) => index % 5, ' that says rather more'))).toEqual([
    'the longest option is the right one in 12 of 12 questions',
  ])
})
