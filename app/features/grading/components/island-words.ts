import type { Translate } from '#app/i18n/messages.ts'

/** The sentences that the marking script shows by itself; `toGo` by how many criteria have no points. */
export type IslandWords = {
  typing: string
  offline: string
  refused: string
  signedOut: string
  lost: string
  restored: string
  toGo: string[]
  comment: string
  leads: string
}

// The script puts a comment's number in the place of this.
const NUMBER = '{n}'

/** Those sentences in one language. Numbers that only the script knows stand as "{n}". */
export const islandWords = (t: Translate, criteria: number): IslandWords => ({
  typing: t('grading.saved.typing'),
  offline: t('grading.saved.offline'),
  refused: t('grading.saved.refused'),
  signedOut: t('grading.saved.signedOut'),
  lost: t('grading.saved.lost'),
  restored: t('grading.saved.restored'),
  toGo: Array.from({ length: criteria + 1 }, (_, count) => t('grading.mark.toGo', { count })),
  comment: t('grading.mark.comment', { number: NUMBER }),
  leads: t('grading.mark.leads', { number: NUMBER }),
})
