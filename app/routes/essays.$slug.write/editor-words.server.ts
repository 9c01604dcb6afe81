import type { Translate } from '#app/i18n/messages.ts'

/** The sentences that the writing page's script shows, by the names it knows; `{time}` and the like are filled in there. */
export type EditorWords = Record<string, string>

const keys = [
  'begun',
  'saving',
  'savedHere',
  'savedServer',
  'offline',
  'noCopy',
  'refuses',
  'why_deactivated',
  'why_signedOut',
  'why_foreign',
  'why_tooLarge',
  'why_broken',
  'why_failed',
  'why_closed',
  'left',
  'leftMinutes',
  'over',
  'until',
  'warn15',
  'warn5',
  'warn1',
  'movedLater',
  'movedEarlier',
  'cannotHandIn',
  'copied',
  'receiptFile',
  'stepInsert',
  'stepGo',
  'found',
  'notFound',
  'sizeNow',
] as const

const troubles = [
  'deactivated',
  'signedOut',
  'foreign',
  'tooLarge',
  'broken',
  'failed',
  'inactive',
  'disk',
  'diskOffline',
  'over',
  'closedKept',
  'closed',
] as const

const again = ['wrong', 'tooMany', 'noLine'] as const

const NAMES = 'time hours minutes at why title revision receipt verify heading now count size'.split(' ')
const PLACE = Object.fromEntries(NAMES.map((name) => [name, `{${name}}`]))

/** The editor's sentences in one language. */
export const editorWords = (t: Translate): EditorWords =>
  Object.fromEntries([
    ...keys.map((key) => [key, t(`essays.editor.${key}`, PLACE)]),
    ...again.map((key) => [key, t(`essays.again.${key}`)]),
    ...troubles.flatMap((key) => [
      [`${key}Title`, t(`essays.trouble.${key}.title`)],
      [`${key}Text`, t(`essays.trouble.${key}.text`)],
    ]),
  ])
