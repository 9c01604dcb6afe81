import { expect, test } from 'vitest'
import type { MarkContent } from './mark.ts'
import { joinVersions, linesOf } from './versions.ts'

const comment = (id: string, text: string) => ({
  id,
  criterion: null,
  comment: text,
  selector: { start: 0, end: 3, quote: 'The' },
})
const mine: MarkContent = {
  scores: { facts: 3 },
  remarks: { facts: 'Mine.' },
  annotations: [comment('a', 'Mine too.'), comment('b', 'Only here.')],
  overall: 'Good.',
}
const theirs: MarkContent = {
  scores: { facts: 4, norm: 2 },
  remarks: { facts: 'Theirs.', norm: 'Theirs alone.' },
  annotations: [comment('a', 'Theirs too.'), comment('c', 'Only there.')],
  overall: 'Good. And more.',
}

test('versions: joined they have every word of both, and the points of this window', () => {
  const both = joinVersions(mine, theirs)
  const all = linesOf(both, (id) => id).join('\n')
  for (const words of [
    'Mine.',
    'Theirs.',
    'Theirs alone.',
    'Mine too.',
    'Theirs too.',
    'Only here.',
    'Only there.',
  ])
    expect(all).toContain(words)
  expect(both.scores).toEqual({ facts: 3, norm: 2 })
  expect(both.overall).toBe('Good. And more.')
  expect(both.annotations.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
})

test('versions: joining what is the same changes nothing', () => {
  expect(joinVersions(mine, mine)).toEqual(mine)
})
