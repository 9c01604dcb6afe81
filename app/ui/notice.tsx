import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

/** Good, needs care, bad, neutral (accent). */
export type Tone = 'good' | 'warn' | 'bad' | 'info'

type NoticeProps = {
  tone?: Tone
  /** The point, in a few words. */
  title?: ReactNode
  children?: ReactNode
  /** A button or link that answers it. */
  action?: ReactNode
  /** A place in the address: whoever is sent there after an action has it in view and in focus. */
  id?: string
}

/** What just happened, or what is in the way. Bad ones are alerts, the others are status. */
export function Notice({ tone = 'info', title, children, action, id }: NoticeProps) {
  return (
    <div
      className={cx('notice', tone !== 'info' && tone)}
      role={tone === 'bad' ? 'alert' : 'status'}
      id={id}
      tabIndex={id ? -1 : undefined}
    >
      <div>
        {title && <strong>{title}</strong>}
        {children}
      </div>
      {action}
    </div>
  )
}

type ErrorSummaryProps = {
  /** Above the list; a sentence about the form as a whole may be alone without it. */
  title?: string
  /** `id` is the control's (its name, as a rule); without one the sentence is about the form as a whole. */
  errors: { id?: string | null; message: string }[]
}

/** All errors of a form at its top, each a link to its field; it takes the focus. Nothing when there are none. */
export function ErrorSummary({ title, errors }: ErrorSummaryProps) {
  if (errors.length === 0) return null
  const whole = errors.filter(({ id }) => !id)
  const fields = errors.filter(({ id }) => id)
  return (
    // biome-ignore lint/a11y/noAutofocus: after a refused form the summary is what has to be read first
    <div className="notice bad" role="alert" id="errors" tabIndex={-1} autoFocus>
      <div>
        {title && <strong>{title}</strong>}
        {whole.map(({ message }) => (
          <p key={message}>{message}</p>
        ))}
        {fields.length > 0 && (
          <ul>
            {fields.map(({ id, message }) => (
              <li key={id}>
                <a href={`#${id}`}>{message}</a>
              </li>
            ))}
          </ul>
        )}
      </div>
    </div>
  )
}

/** A state in a word or two. The word says it; the colour only helps. */
export function Tag({
  tone,
  children,
  lang,
}: {
  tone?: 'good' | 'warn' | 'bad' | 'acc'
  children: ReactNode
  lang?: string
}) {
  return (
    <span className={cx('tag', tone)} lang={lang}>
      {children}
    </span>
  )
}
