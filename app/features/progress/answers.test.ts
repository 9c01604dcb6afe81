import { expect, test } from 'vitest'
import type { SelfCheckDefinition } from '#app/features/lessons/self-check.ts'
import { firstTries, isSameQuestion, validAnswers } from './answers.ts'
import { mayComplete, unanswered } from './completion.ts'
import { correctedSince } from './lesson-view.ts'
import { firstTryShare, sphereShares } from './spheres.ts'

const option = (id: string, correct: boolean) => ({ id, correct, html: id, whyHtml: id })
const check = (id: string, given: Partial<SelfCheckDefinition> = {}): SelfCheckDefinition => ({
  id,
  kind: 'single',
  questionHtml: '',
  options: [option('a', true), option('b', false)],
  ...given,
})
const answer = (checkId: string, versionId: string, correct = true) => ({
  checkId,
  versionId,
  correct,
  chosen: ['a'],
})

test('a question asks the same only with the same id, kind, options and key', () => {
  expect(isSameQuestion(check('x'), check('x', { questionHtml: 'better words' }))).toBe(true)
  expect(isSameQuestion(check('x'), check('y'))).toBe(false)
  expect(isSameQuestion(check('x'), check('x', { kind: 'multiple' }))).toBe(false)
  expect(isSameQuestion(check('x'), check('x', { options: [option('a', false), option('b', true)] }))).toBe(
    false,
  )
  expect(isSameQuestion(check('x'), check('x', { options: [option('a', true)] }))).toBe(false)
})

test('the last answer stands; one to another question, or to a version nobody knows, does not', () => {
  const current = { id: 'v2', selfChecks: [check('x'), check('y'), check('z')] }
  const before = { id: 'v1', selfChecks: [check('x'), check('y', { kind: 'multiple' as const })] }
  const versions = new Map([current, before].map((version) => [version.id, version]))
  const given = [
    answer('x', 'v1', false),
    answer('x', 'v2'),
    answer('y', 'v1'),
    answer('z', 'gone'),
    answer('old', 'v1'),
  ]
  const valid = validAnswers(current, given, versions)
  expect([...valid.keys()]).toEqual(['x'])
  expect(valid.get('x')?.correct).toBe(true)
  expect(unanswered(['x', 'y', 'z'], valid)).toEqual(['y', 'z'])
})

test('the first try counts, whatever came after it', () => {
  const tries = firstTries([
    answer('x', 'v', false),
    answer('y', 'v'),
    answer('x', 'v'),
    answer('y', 'v', false),
  ])
  expect(tries).toEqual({ answered: 2, right: 1 })
  const lessons = [
    { sphere: 'civil', firstTry: tries },
    { sphere: 'civil', firstTry: { answered: 3, right: 3 } },
    { sphere: 'method', firstTry: { answered: 0, right: 0 } },
  ]
  expect(firstTryShare(lessons)).toEqual({ answered: 5, right: 4 })
  expect(sphereShares(lessons, [{ id: 'method' }, { id: 'civil' }])).toEqual([
    { id: 'civil', answered: 5, right: 4 },
  ])
})

test('a lesson may be completed when it is open and nothing is unanswered', () => {
  expect(mayComplete(true, [])).toEqual({ ok: true, value: null })
  expect(mayComplete(true, ['x'])).toEqual({ ok: false, reason: 'checks_unanswered' })
  expect(mayComplete(false, [])).toEqual({ ok: false, reason: 'not_open' })
})

test('corrected since means: a newer version in the same language', () => {
  const live = { id: 'v', number: 2, selfChecks: [], text: { locale: 'ru' as const } }
  expect(correctedSince({ locale: 'ru', number: 1 }, live)).toBe(true)
  expect(correctedSince({ locale: 'ru', number: 2 }, live)).toBe(false)
  expect(correctedSince({ locale: 'kk', number: 1 }, live)).toBe(false)
  expect(correctedSince(null, live)).toBe(false)
})
