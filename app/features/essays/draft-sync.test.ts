import { expect, test } from 'vitest'
import {
  begun,
  type DraftSync,
  isBehind,
  isOwn,
  maySend,
  next,
  restoreAction,
  type SyncEvent,
} from './draft-sync.ts'

const after = (events: SyncEvent[], from = begun(3, 'saved')): DraftSync => events.reduce(next, from)
const local = (text: string, revision: number, sent: string[] = []) => ({
  text,
  revision,
  sent: sent.map((one) => ({ text: one, revision })),
})

test.each<[name: string, events: SyncEvent[], Partial<DraftSync>]>([
  ['a question opens the choice', [{ type: 'asked' }], { page: 'choosing' }],
  ['a choice closes it', [{ type: 'asked' }, { type: 'chosen' }], { page: 'writing' }],
  [
    '423 to a text closes the attempt',
    [{ type: 'refused', status: 423, text: 'a' }],
    { attempt: 'closed', refused: 'a' },
  ],
  ['423 to a heartbeat closes the attempt', [{ type: 'closed' }], { attempt: 'closed' }],
  [
    'staff reopen it, and what was refused may go again',
    [{ type: 'refused', status: 423, text: 'a' }, { type: 'reopened' }],
    { attempt: 'open', refused: null },
  ],
  ['another page writes', [{ type: 'seen', active: false }], { role: 'inactive' }],
  [
    'this page writes again',
    [
      { type: 'seen', active: false },
      { type: 'seen', active: true },
    ],
    { role: 'active' },
  ],
  [
    'a receipt moves on',
    [{ type: 'acknowledged', revision: 4, text: 'b', shown: 'b c' }],
    { revision: 4, saved: 'b' },
  ],
  [
    'a receipt for an older revision moves nothing back',
    [{ type: 'acknowledged', revision: 2, text: 'old', shown: 'x' }],
    { revision: 3, saved: 'saved' },
  ],
  [
    'an older text of the server moves nothing back',
    [{ type: 'superseded', revision: 2, text: 'old', shown: 'x' }],
    { revision: 3, saved: 'saved' },
  ],
  [
    'no answer counts, a refusal counts, an answer ends the count',
    [
      { type: 'refused', status: null, text: 'a' },
      { type: 'refused', status: 500, text: 'a' },
    ],
    { failures: 2, refused: null },
  ],
  [
    'an answer ends the count',
    [{ type: 'refused', status: null, text: 'a' }, { type: 'answered' }],
    { failures: 0 },
  ],
  [
    'a text that is too large is refused for good',
    [{ type: 'refused', status: 413, text: 'a' }],
    { refused: 'a' },
  ],
  ['a conflict copy waits', [{ type: 'copied', text: 'x' }], { conflictCopies: ['x'] }],
  [
    'a delivered one is gone',
    [
      { type: 'copied', text: 'x' },
      { type: 'delivered', text: 'x' },
    ],
    { conflictCopies: [] },
  ],
  [
    'a restored text of a newer revision',
    [{ type: 'restored', local: local('r', 5) }],
    { revision: 5, saved: null },
  ],
  [
    'a restored text of an older revision',
    [{ type: 'restored', local: local('r', 1) }],
    { revision: 3, saved: 'saved' },
  ],
])('draft sync: %s', (_name, events, expected) => {
  expect(after(events)).toMatchObject(expected)
})

test('draft sync: a page that has ended hears nothing', () => {
  const ended = after([{ type: 'ended' }])
  const events: SyncEvent[] = [
    { type: 'acknowledged', revision: 9, text: 'x', shown: 'x' },
    { type: 'superseded', revision: 9, text: 'x', shown: 'x' },
    { type: 'refused', status: 423, text: 'x' },
    { type: 'asked' },
    { type: 'chosen' },
    { type: 'seen', active: false },
  ]
  expect(after(events, ended)).toEqual(ended)
})

test('draft sync: nothing is sent while the person chooses, of a refused text, or where the server has it', () => {
  expect(maySend(begun(3, 'saved'), 'saved and more')).toBe(true)
  expect(maySend(begun(3, 'saved'), 'saved')).toBe(false)
  expect(maySend(after([{ type: 'asked' }]), 'saved and more')).toBe(false)
  expect(maySend(after([{ type: 'refused', status: 400, text: 'more' }]), 'more')).toBe(false)
  expect(maySend(after([{ type: 'refused', status: 400, text: 'more' }]), 'more!')).toBe(true)
  expect(maySend(after([{ type: 'ended' }]), 'more')).toBe(false)
})

test('draft sync: the page is not behind its own words in the form of the server', () => {
  const shown = 'и\u0306од'
  const state = after([{ type: 'superseded', revision: 4, text: 'йод', shown }])
  expect(isBehind(state, shown)).toBe(false)
  expect(isBehind(state, 'другое')).toBe(true)
})

test('draft sync: every text that was sent is recognised, until an answer names a newer revision', () => {
  const sent = Array.from({ length: 400 }, (_, at): SyncEvent => ({ type: 'sent', text: `и\u0306 ${at}` }))
  const state = after(sent)
  expect(isOwn(state, 'й 0', 'shown')).toBe(true)
  expect(isOwn(state, 'й 399', 'shown')).toBe(true)
  expect(isOwn(state, 'й 400', 'shown')).toBe(false)
  expect(isOwn(state, 'shown', 'shown')).toBe(true)
  const moved = after([{ type: 'acknowledged', revision: 4, text: 'й 5', shown: 'x' }], state)
  expect(isOwn(moved, 'й 0', 'x')).toBe(false)
  expect(after([...sent, ...sent]).sent).toHaveLength(400)
})

test('draft sync: the first and the newest of very many sent texts are recognised', () => {
  const state = after(Array.from({ length: 2_000 }, (_, at): SyncEvent => ({ type: 'sent', text: `${at}` })))
  expect(state.sent).toHaveLength(500)
  expect([isOwn(state, '0', ''), isOwn(state, '1999', '')]).toEqual([true, true])
})

test.each<
  [name: string, state: DraftSync, shown: string, ReturnType<typeof local>, ReturnType<typeof restoreAction>]
>([
  ['the server has it', begun(3, 'saved'), 'saved', local('saved', 3), 'drop'],
  ['it goes on from what the server has', begun(3, 'saved'), 'saved', local('saved and more', 3), 'adopt'],
  ['it goes on from a newer revision', begun(3, 'saved'), 'saved', local('more', 4), 'adopt'],
  ['the server holds what its page sent', begun(3, 'saved'), 'saved', local('more', 2, ['saved']), 'adopt'],
  ['the server has moved on', begun(3, 'saved'), 'saved', local('other', 2), 'ask'],
  ['the page has words of its own', begun(3, 'saved'), 'mine', local('other', 3), 'ask'],
  ['the page shows the same', begun(3, 'saved'), 'mine й', local('mine и\u0306', 2), 'join'],
])('restoring: where %s', (_name, state, shown, left, expected) => {
  expect(restoreAction(state, left, shown)).toBe(expected)
})
