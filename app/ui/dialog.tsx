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

type DialogProps = {
  id: string
  title: string
  children: ReactNode
  /** The words of the button that closes it; leave out where closing needs a decision. */
  close?: string
}

/** A native dialog for islands: closed in the page, opened by `showModal()`. Nothing may depend on it alone. */
export function Dialog({ id, title, children, close }: DialogProps) {
  return (
    <dialog id={id} aria-labelledby={`${id}-title`}>
      <h2 id={`${id}-title`}>{title}</h2>
      {children}
      {close && (
        <form method="dialog">
          <button type="submit" className="btn">
            {close}
          </button>
        </form>
      )}
    </dialog>
  )
}
