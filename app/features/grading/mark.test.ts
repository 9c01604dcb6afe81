import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { Criterion } from '#app/features/rubrics/rubric.ts'
import { emptyMark, faultOf, finished, type MarkContent, missingCriteria, passes, pointsOf } from './mark.ts'

const title = { kk: '', ru: '', en: '' }
const criteria: Criterion[] = ['facts', 'norm', 'language'].map((id) => ({ id, title, max: 5, levels: [] }))
const text = 'The court decided.'
const comment = (given: object) => ({
  id: 'a',
  criterion: 'facts',
  comment: 'Good.',
  selector: { start: 4, end: 9, quote: 'court' },
  ...given,
})
const work = (given: Partial<MarkContent>): MarkContent => ({ ...emptyMark, ...given })

test('points are the sum of what is scored', () => {
  expect(pointsOf(criteria, {})).toBe(0)
  expect(pointsOf(criteria, { facts: 4, norm: 0 })).toBe(4)
  const scores = fc.record({ facts: fc.nat(5), norm: fc.nat(5), language: fc.nat(5) })
  fc.assert(
    fc.property(scores, (given) => {
      const done = finished(work({ scores: given }), criteria)
      expect(done.ok && done.value.points).toBe(given.facts + given.norm + given.language)
      expect(done.ok && done.value.max).toBe(15)
    }),
  )
})

test('a mark is finished when every criterion has points; nought is points', () => {
  expect(missingCriteria(criteria, { norm: 0 })).toEqual(['facts', 'language'])
  expect(finished(work({ scores: { norm: 0 } }), criteria)).toEqual({
    ok: false,
    missing: ['facts', 'language'],
  })
  expect(finished(work({ scores: { facts: 0, norm: 0, language: 0 } }), criteria).ok).toBe(true)
})

test('a comment without words is left out of the finished mark', () => {
  const scores = { facts: 1, norm: 1, language: 1 }
  const done = finished(
    work({ scores, annotations: [comment({ comment: ' \n' }), comment({ id: 'b' })] }),
    criteria,
  )
  expect(done.ok && done.value.annotations.map(({ id }) => id)).toEqual(['b'])
})

test('the pass line itself passes', () => {
  expect([passes(17, 18), passes(18, 18), passes(19, 18)]).toEqual([false, true, true])
})

test.each([
  [work({ scores: { nothing: 1 } }), 'unknown_criterion'],
  [work({ remarks: { nothing: 'x' } }), 'unknown_criterion'],
  [work({ annotations: [comment({ criterion: 'nothing' })] }), 'unknown_criterion'],
  [work({ scores: { facts: 6 } }), 'score_out_of_range'],
  [work({ scores: { facts: -1 } }), 'score_out_of_range'],
  [work({ scores: { facts: 1.5 } }), 'score_out_of_range'],
  [work({ annotations: [comment({ selector: { start: 0, end: 5, quote: 'court' } })] }), 'words_not_found'],
  [work({ annotations: [comment({}), comment({})] }), 'same_comment_twice'],
  [work({ scores: { facts: 5 }, remarks: { norm: 'x' }, annotations: [comment({ criterion: null })] }), null],
])('work is judged against rubric and text: %o', (given, fault) => {
  expect(faultOf(given, criteria, text)?.reason ?? null).toBe(fault)
})
