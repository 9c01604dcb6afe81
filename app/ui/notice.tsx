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
}

/** What just happened, or what stands in the way. Bad ones are alerts, the others are status. */
export function Notice({ tone = 'info', title, children, action }: NoticeProps) {
  return (
    <div className={cx('notice', tone !== 'info' && tone)} role={tone === 'bad' ? 'alert' : 'status'}>
      <div>
        {title && <strong>{title}</strong>}
        {children}
      </div>
      {action}
    </div>
  )
}

type ErrorSummaryProps = {
  title: string
  /** `id` is the control's (its name, as a rule). */
  errors: { id: string; message: string }[]
}

/** All errors of a form at its top, each a link to its field. Nothing when there are none. */
export function ErrorSummary({ title, errors }: ErrorSummaryProps) {
  if (errors.length === 0) return null
  return (
    <div className="notice bad" role="alert" id="errors" tabIndex={-1}>
      <div>
        <strong>{title}</strong>
        <ul>
          {errors.map((e) => (
            <li key={e.id}>
              <a href={`#${e.id}`}>{e.message}</a>
            </li>
          ))}
        </ul>
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
