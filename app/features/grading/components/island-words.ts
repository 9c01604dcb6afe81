import type { MessageKey, Translate } from '#app/i18n/messages.ts'

// Numbers and names that only the script knows stand in its sentences as "{n}" and "{names}".
const LATER = { number: '{n}', n: '{n}', names: '{names}' }

const sentences = {
  typing: 'grading.saved.typing',
  offline: 'grading.saved.offline',
  refused: 'grading.saved.refused',
  signedOut: 'grading.saved.signedOut',
  lost: 'grading.saved.lost',
  conflict: 'grading.saved.stale',
  restored: 'grading.saved.restored',
  comment: 'grading.mark.comment',
  leads: 'grading.mark.leads',
  about: 'grading.mark.about',
  close: 'marking.notice.close',
  selectFirst: 'marking.select.first',
  noComments: 'marking.select.none',
  removed: 'marking.comment.removed',
  undo: 'marking.comment.undo',
  missing: 'marking.check.missing',
  finishWaits: 'marking.finish.waiting',
  doNotFinish: 'marking.finish.cancel',
  finishing: 'marking.finish.now',
  finishStopped: 'marking.finish.stopped',
  finishAgain: 'marking.finish.again',
  leaseEnding: 'marking.lease.ending',
  keep: 'marking.lease.keep',
  leaseLost: 'marking.lease.lost',
  takeAgain: 'marking.lease.take',
  leaseGone: 'marking.lease.gone',
  signedOutText: 'marking.signedOut.text',
  signIn: 'marking.signedOut.do',
  conflictEmpty: 'marking.conflict.empty',
  wrong: 'essays.again.wrong',
  tooMany: 'essays.again.tooMany',
  noLine: 'essays.again.noLine',
} as const satisfies Record<string, MessageKey>

/** The sentences that the marking script shows by itself; `toGo` by how many criteria have no points. */
export type IslandWords = Record<keyof typeof sentences, string> & { toGo: string[] }

/** Those sentences in one language. */
export const islandWords = (t: Translate, criteria: number): IslandWords => ({
  ...(Object.fromEntries(Object.entries(sentences).map(([name, key]) => [name, t(key, LATER)])) as Record<
    keyof typeof sentences,
    string
  >),
  toGo: Array.from({ length: criteria + 1 }, (_, count) => t('grading.mark.toGo', { count })),
})
