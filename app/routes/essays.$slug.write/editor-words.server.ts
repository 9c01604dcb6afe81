import type { Translate } from '#app/i18n/messages.ts'

/** The sentences that the writing page's script shows; `{time}` and the like are filled in there. */
export type EditorWords = Record<(typeof keys)[number], string>

const keys = [
  'savedHere',
  'savedServer',
  'saving',
  'offline',
  'signedOut',
  'tooLarge',
  'broken',
  'closed',
  'failed',
  'left',
  'leftMinutes',
  'over',
  'warn15',
  'warn5',
  'warn1',
] as const

const PLACE: Record<string, string> = { time: '{time}', hours: '{hours}', minutes: '{minutes}' }

/** The editor's sentences in one language. */
export const editorWords = (t: Translate): EditorWords =>
  Object.fromEntries(keys.map((key) => [key, t(`essays.editor.${key}`, PLACE)])) as EditorWords
