import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

type ConfirmProps = {
  /** The button that asks: "Submit…". */
  label: ReactNode
  kind?: 'main' | 'bad'
  slim?: boolean
  title: string
  /** What will happen, and the `<form>` that does it. */
  children: ReactNode
}

/** Asks before it acts, without a script: the first press opens, the form inside does it. */
export function Confirm({ label, kind, slim, title, children }: ConfirmProps) {
  return (
    <details className="confirm">
      <summary className={cx('btn', kind, slim && 'slim')}>{label}</summary>
      <div className="sheet">
        <h2>{title}</h2>
        {children}
      </div>
    </details>
  )
}
