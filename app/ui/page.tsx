import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

type PageProps = {
  /** Default 720 px; `wide` for tables (1,212 px), `form` for one form (560 px). */
  width?: 'wide' | 'form'
  children: ReactNode
}

/** The `<main>` of an ordinary page; its children stand one under another with even air. */
export function Page({ width, children }: PageProps) {
  return (
    <main id="main" className={cx('page', width)}>
      {children}
    </main>
  )
}

type PageHeadProps = {
  title: ReactNode
  /** The quiet line above: date, cohort, where we are. */
  kicker?: ReactNode
  /** The quiet line below: one sentence. */
  lead?: ReactNode
  /** `FigureNumber`s beside the title. */
  figures?: ReactNode
  /** Buttons at the end of the line. */
  actions?: ReactNode
}

/** The page's only `<h1>`, with what belongs on its line. */
export function PageHead({ title, kicker, lead, figures, actions }: PageHeadProps) {
  return (
    <div className="head">
      <div>
        {kicker && <p className="kicker">{kicker}</p>}
        <h1>{title}</h1>
        {lead && <p className="lead">{lead}</p>}
      </div>
      {figures}
      {actions && <div className="acts">{actions}</div>}
    </div>
  )
}

/** A step on the way here; the last one has no `href`. */
export type Crumb = { label: string; href?: string }

/** The way back up. */
export function Breadcrumb({ label, items }: { label: string; items: Crumb[] }) {
  return (
    <nav className="crumbs" aria-label={label}>
      <ol>
        {items.map((item) => (
          <li key={item.label}>
            {item.href ? <a href={item.href}>{item.label}</a> : <span aria-current="page">{item.label}</span>}
          </li>
        ))}
      </ol>
    </nav>
  )
}

type EmptyStateProps = {
  title: string
  /** Why it is empty, and what will fill it. */
  children?: ReactNode
  action?: ReactNode
}

/** Nothing here yet, said kindly, with the next step. */
export function EmptyState({ title, children, action }: EmptyStateProps) {
  return (
    <div className="empty">
      <h2>{title}</h2>
      {children && <p>{children}</p>}
      {action}
    </div>
  )
}
