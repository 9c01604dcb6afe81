import type { AnchorHTMLAttributes, ButtonHTMLAttributes, ReactNode } from 'react'
import { cx } from './class-names.ts'

type Look = {
  /** `main`: the one next action. `bad`: destroys. `quiet`: a link that is a button. */
  kind?: 'main' | 'bad' | 'quiet'
  /** Lower, for rows and tools. */
  slim?: boolean
  /** Full width on phones. */
  full?: boolean
}

const look = ({ kind, slim, full }: Look, className?: string) =>
  cx('btn', kind, slim && 'slim', full && 'full', className)

type ButtonProps = Look & ButtonHTMLAttributes<HTMLButtonElement>

/** A button; submits its form unless told otherwise. */
export function Button({ kind, slim, full, className, type = 'submit', ...rest }: ButtonProps) {
  return <button type={type} className={look({ kind, slim, full }, className)} {...rest} />
}

type ButtonLinkProps = Look & AnchorHTMLAttributes<HTMLAnchorElement> & { href: string }

/** A link that looks like a button: it goes somewhere, it changes nothing. */
export function ButtonLink({ kind, slim, full, className, children, ...rest }: ButtonLinkProps) {
  return (
    <a className={look({ kind, slim, full }, className)} {...rest}>
      {children}
    </a>
  )
}

/** The name of a key. */
export function Kbd({ children }: { children: ReactNode }) {
  return <kbd className="kbd">{children}</kbd>
}
