import type { Locale } from '#app/i18n/locales.ts'
import { translator } from '#app/i18n/translate.server.ts'

/** Every message that the platform sends, and what each one needs to be said. Links are absolute. */
export type Notification =
  | {
      kind: 'invitation'
      link: string
      inviter: string
      cohort: string
      hasCohort: 'yes' | 'no'
      validUntil: string
    }
  | { kind: 'reset'; link: string; validUntil: string }
  | { kind: 'secondFactorReset'; link: string }
  | {
      kind: 'submitted'
      title: string
      receipt: string
      submittedAt: string
      words: number
      punctual: 'yes' | 'no'
    }
  | { kind: 'retention'; cohort: string; people: number; date: string; link: string }
  | { kind: 'released'; title: string; link: string }
  | {
      kind: 'extended'
      title: string
      change: 'allowed' | 'withdrawn'
      minutes: number
      hasDue: 'yes' | 'no'
      due: string
      running: 'yes' | 'no'
      deadline: string
      link: string
    }
  | { kind: 'reopened'; title: string; minutes: number; deadline: string; link: string }
  | { kind: 'promise'; title: string; count: number; due: string; link: string }

/** Subject and text of a message in one language; `name` is how the reader is addressed. */
export function wordsOf(
  notification: Notification,
  locale: Locale,
  name: string,
): { subject: string; text: string } {
  const t = translator(locale)
  const { kind, ...rest } = notification
  const values = { ...rest, name }
  const body = t(`notifications.${kind}.text`, values)
  return {
    subject: t(`notifications.${kind}.subject`, values),
    text: `${t('notifications.greeting', { name })}\n\n${body}\n\n${t('notifications.farewell')}\n`,
  }
}
