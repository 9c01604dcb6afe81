import type { Reporter } from './finding.ts'
import type { CitedStatute, TextParts } from './read-text.ts'

const statuteKey = ({ act, article, part, point, wording }: CitedStatute) =>
  `${act} article ${article}${part ? ` part ${part}` : ''}${point ? ` point ${point}` : ''} (wording ${wording})`

/**
 * A translation must have the headings, components, tables, lists, self-checks and right answers of its source,
 * in the same order, and cite the same provisions (in whatever order the grammar asks for).
 */
export function checkStructure(source: TextParts, translation: TextParts, report: Reporter): void {
  const longest = Math.max(source.outline.length, translation.outline.length)
  for (let index = 0; index < longest; index += 1) {
    const expected = source.outline[index]
    const found = translation.outline[index]
    if (expected?.mark === found?.mark) continue
    const there = expected ? `${expected.mark} (line ${expected.line})` : 'the end'
    report(
      'structure',
      `the Russian text has here ${there}, this one ${found?.mark ?? 'the end'}`,
      found?.line,
    )
    break
  }
  const theirs = countBy(source.statutes.map(statuteKey))
  const ours = countBy(translation.statutes.map(statuteKey))
  for (const key of new Set([...theirs.keys(), ...ours.keys()])) {
    const [expected, found] = [theirs.get(key) ?? 0, ours.get(key) ?? 0]
    if (expected === found) continue
    const line = translation.statutes.find((statute) => statuteKey(statute) === key)?.line
    report('structure', `the Russian text cites ${key} ${expected} times, this one ${found} times`, line)
  }
}

function countBy(keys: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>()
  for (const key of keys) counts.set(key, (counts.get(key) ?? 0) + 1)
  return counts
}
