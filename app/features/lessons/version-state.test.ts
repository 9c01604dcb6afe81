import { expect, test } from 'vitest'
import { statesOf, type TextFacts } from './version-state.ts'

const live: TextFacts = { live: 2, newest: 2, newestState: 'ready', errors: 0, outdated: false }

test.each<[string, TextFacts | null, string[]]>([
  ['nothing was written', null, ['missing']],
  ['the newest is live', live, ['live']],
  ['a newer one is ready', { ...live, newest: 3 }, ['live', 'newer_ready']],
  ['a newer one waits', { ...live, newest: 3, newestState: 'waiting' }, ['live', 'waiting']],
  ['a newer one was refused', { ...live, newest: 3, newestState: 'refused' }, ['live', 'refused']],
  ['the translation is out of date', { ...live, outdated: true }, ['live', 'outdated']],
  ['the first one is ready', { ...live, live: null, newest: 1 }, ['not_live', 'newer_ready']],
  [
    'what is not live is not out of date',
    { ...live, live: null, outdated: true },
    ['not_live', 'newer_ready'],
  ],
])('version states: %s', (_name, facts, states) => {
  expect(statesOf(facts)).toEqual(states)
})
