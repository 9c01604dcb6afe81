import type { ReactNode } from 'react'
import { cx } from './class-names.ts'

type RailProps = {
  value: number
  max?: number
  /** Read aloud: "read: 40 %". */
  label: string
  /** Seen under the rail; pass several `<span>`s for several facts. */
  children?: ReactNode
}

/** How far: a thin bar, with words under it. */
export function Rail({ value, max = 100, label, children }: RailProps) {
  return (
    <div className="railed">
      <progress className="rail" value={value} max={max} aria-label={label} />
      {children && <div className="meta">{children}</div>}
    </div>
  )
}

/** What became of a day. `open`: may be begun; `closed`: not open yet. */
export type DayState = 'done' | 'partly' | 'open' | 'missed' | 'closed'

/** One day of the strip. */
export type Day = {
  /** Seen: "5". */
  label: string
  /** Read: "Day 5, today, begun". */
  name: string
  state: DayState
  today?: boolean
  href?: string
}

/** The course as a strip of days. The state is a shape first, a colour second, and a word aloud. */
export function DayStrip({ label, days }: { label: string; days: Day[] }) {
  return (
    <ol className="days" aria-label={label}>
      {days.map((d) => (
        <li
          key={d.label}
          className={cx(d.state, d.today && 'now')}
          aria-current={d.today ? 'date' : undefined}
        >
          {d.href ? (
            <a href={d.href} aria-label={d.name} title={d.name}>
              <i />
              {d.label}
            </a>
          ) : (
            <span title={d.name}>
              <i />
              <span aria-hidden="true">{d.label}</span>
              <span className="vh">{d.name}</span>
            </span>
          )}
        </li>
      ))}
    </ol>
  )
}

/** A number that matters, with what it counts. Several stand in `<div className="figs">` or in `PageHead`. */
export function FigureNumber({ value, children }: { value: ReactNode; children: ReactNode }) {
  return (
    <div className="fig">
      <b>{value}</b>
      <span>{children}</span>
    </div>
  )
}
