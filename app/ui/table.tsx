import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import type { SortLink } from './sorting.ts'

/** A column: how its head and its cells look. */
export type Column<Row> = {
  key: string
  head: ReactNode
  cell: (row: Row) => ReactNode
  /** Numbers stand at the right. */
  right?: boolean
  /** The cell that names the row: becomes `<th scope="row">`. */
  names?: boolean
  /** What a phone shows before the value when rows become cards; the head by default. */
  label?: string
  /** The head as a link that sorts, and how it is sorted now. */
  sort?: SortLink
}

type DataTableProps<Row> = {
  /** Says what the table holds; `hideCaption` keeps it for readers only. */
  caption: string
  hideCaption?: boolean
  columns: Column<Row>[]
  rows: Row[]
  rowKey: (row: Row) => string
  /** On phones: each row a card (default), or keep the columns and scroll sideways. */
  phone?: 'cards' | 'scroll'
  /** Instead of the table when there are no rows. */
  empty?: ReactNode
}

/** Rows and columns, for people. */
export function DataTable<Row>({
  caption,
  hideCaption,
  columns,
  rows,
  rowKey,
  phone = 'cards',
  empty,
}: DataTableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>
  const table = (
    <table className={phone === 'cards' ? 'cards' : undefined}>
      <caption className={hideCaption ? 'vh' : undefined}>{caption}</caption>
      <thead>
        <tr>
          {columns.map((c) => (
            <th
              key={c.key}
              scope="col"
              className={cx(c.right && 'r', c.sort && 'sort')}
              aria-sort={c.sort?.now}
            >
              <SortHead sort={c.sort}>{c.head}</SortHead>
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={rowKey(row)}>
            {columns.map((c) =>
              c.names ? (
                <th key={c.key} scope="row">
                  {c.cell(row)}
                </th>
              ) : (
                <td key={c.key} className={c.right ? 'r' : undefined} data-l={cardLabel(c)}>
                  {c.cell(row)}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
    </table>
  )
  return phone === 'scroll' ? <ScrollBox label={caption}>{table}</ScrollBox> : table
}

/** The text of a head: a link that sorts where the column can, with an arrow where it does. */
export function SortHead({ sort, children }: { sort?: SortLink; children: ReactNode }) {
  if (!sort) return <>{children}</>
  return (
    <a href={sort.href}>
      {children}
      {sort.now && <span aria-hidden="true">{sort.now === 'ascending' ? ' ↑' : ' ↓'}</span>}
    </a>
  )
}

function cardLabel<Row>(c: Column<Row>): string | undefined {
  return c.label ?? (typeof c.head === 'string' && c.head !== '' ? c.head : undefined)
}

/** Something wider than a phone: scrolls in its own box, by keyboard too; a `tall` one also down, under its head. */
export function ScrollBox({ label, tall, children }: { label: string; tall?: boolean; children: ReactNode }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling box must be reachable by keyboard (WCAG 2.1.1)
    <section className={cx('scroll', tall && 'tall')} tabIndex={0} aria-label={label}>
      {children}
    </section>
  )
}

type PagerProps = {
  label: string
  /** "51–100 of 150". */
  text?: ReactNode
  previous?: { href: string; label: string }
  next?: { href: string; label: string }
}

/** One page back, one page on. */
export function Pager({ label, text, previous, next }: PagerProps) {
  if (!previous && !next && !text) return null
  return (
    <nav className="pager" aria-label={label}>
      <span className="small soft num">{text}</span>
      <span className="acts">
        {previous && (
          <a className="btn slim" rel="prev" href={previous.href}>
            ← {previous.label}
          </a>
        )}
        {next && (
          <a className="btn slim" rel="next" href={next.href}>
            {next.label} →
          </a>
        )}
      </span>
    </nav>
  )
}
