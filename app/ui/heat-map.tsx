import type { ReactNode } from 'react'
import { cx } from './class-names.ts'
import type { SortLink } from './sorting.ts'
import { ScrollBox, SortHead } from './table.tsx'

/** What became of a cell. `open`: may be begun, is not; `closed`: not open yet. */
export type HeatState = 'done' | 'begun' | 'missed' | 'open' | 'closed'

/** One letter a cell: 150 × 14 of them go over the wire. */
const letters: Record<HeatState, string> = { done: 'd', begun: 'h', missed: 'm', open: 'o', closed: 'f' }

/** One person, one group: a name, cells, and what stands before and after them. */
export type HeatRow = {
  key: string
  name: ReactNode
  before?: ReactNode[]
  cells: HeatState[]
  after?: ReactNode[]
}

/** The head of a column beside the cells; `sort` where a click sorts by it. */
export type HeatHead = { text: string; sort?: SortLink }

type HeatMapProps = {
  /** Read aloud; also names the scrolling box. */
  caption: string
  nameHead: HeatHead
  beforeHeads?: HeatHead[]
  /** `label` is seen ("5"), `name` is read ("Day 5"). */
  columns: { label: string; name: string }[]
  afterHeads?: HeatHead[]
  rows: HeatRow[]
  /** The words of the states: read in every cell, and the key below. States left out of it do not occur. */
  words: Partial<Record<HeatState, string>>
}

/** Who × day. Each cell holds its state as a word that is read and copied, drawn as a shape. */
export function HeatMap({
  caption,
  nameHead,
  beforeHeads = [],
  columns,
  afterHeads = [],
  rows,
  words,
}: HeatMapProps) {
  return (
    <div>
      <ul className="key">
        {(Object.keys(letters) as HeatState[]).map(
          (state) =>
            words[state] && (
              <li key={state}>
                <i className={letters[state]} />
                {words[state]}
              </li>
            ),
        )}
      </ul>
      <ScrollBox label={caption} tall>
        <table className="heat">
          <caption className="vh">{caption}</caption>
          <thead>
            <tr>
              <th scope="col" className={cx(nameHead.sort && 'sort')} aria-sort={nameHead.sort?.now}>
                <SortHead sort={nameHead.sort}>{nameHead.text}</SortHead>
              </th>
              <Heads heads={beforeHeads} />
              {columns.map((c) => (
                <th key={c.label} scope="col" className="c" abbr={c.name}>
                  {c.label}
                </th>
              ))}
              <Heads heads={afterHeads} />
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key}>
                <th scope="row">{row.name}</th>
                <Extras values={row.before} />
                {row.cells.map((state, i) => (
                  <td key={columns[i]?.label ?? i} className={letters[state]}>
                    {words[state]}
                  </td>
                ))}
                <Extras values={row.after} />
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollBox>
    </div>
  )
}

function Heads({ heads }: { heads: HeatHead[] }) {
  return (
    <>
      {heads.map(({ text, sort }) => (
        <th key={text} scope="col" className={cx('x', sort && 'sort')} aria-sort={sort?.now}>
          <SortHead sort={sort}>{text}</SortHead>
        </th>
      ))}
    </>
  )
}

function Extras({ values = [] }: { values?: ReactNode[] }) {
  return (
    <>
      {values.map((value, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the columns of a row never move
        <td key={i} className="x small soft">
          {value}
        </td>
      ))}
    </>
  )
}
