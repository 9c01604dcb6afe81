import type { ReactNode } from 'react'
import { ScrollBox } from './table.tsx'

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

type HeatMapProps = {
  /** Read aloud; also names the scrolling box. */
  caption: string
  nameHead: string
  beforeHeads?: string[]
  /** `label` is seen ("5"), `name` is read ("Day 5"). */
  columns: { label: string; name: string }[]
  afterHeads?: string[]
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
              <th scope="col">{nameHead}</th>
              <Heads texts={beforeHeads} />
              {columns.map((c) => (
                <th key={c.label} scope="col" className="c" abbr={c.name}>
                  {c.label}
                </th>
              ))}
              <Heads texts={afterHeads} />
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

function Heads({ texts }: { texts: string[] }) {
  return (
    <>
      {texts.map((text) => (
        <th key={text} scope="col" className="x">
          {text}
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
