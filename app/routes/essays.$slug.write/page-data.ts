import type { WordLimits } from '#app/features/essays/word-limits.ts'
import type { EditorWords } from './editor-words.server.ts'

/** What the writing page shows. */
export type WritingData = {
  title: string
  nonce: string
  slug: string
  attemptId: string
  /** Of the answer. */
  language: string
  brief: string
  criteria: string[]
  /** The scaffold's headings in the language of the answer; empty where the prompt has none. */
  steps: string[]
  words: { now: number } & WordLimits
  /** What is handed in now comes after the due time. */
  late: boolean
  draft: { text: string; revision: number }
  savedAt: string | null
  /** "20:31" */
  until: string
  /** "Almaty, UTC+5" */
  zone: string
  clock: { now: string; deadline: string; offset: number }
  /** Who has to sign in again where the session ends. */
  email: string
  script: EditorWords
}

/** What became of the form that was sent without a script, where the page has to say something about it. */
export type SentForm =
  | {
      step: 'refused'
      reason: 'empty' | 'broken' | 'too_large' | 'too_short' | 'too_long'
      text: string
      revision: number
      /** For a text that is too short or too long: what there is, and by how much. */
      length?: { words: number; by: number; min: number; max: number }
    }
  | { step: 'conflict'; text: string; theirs: string; revision: number }
