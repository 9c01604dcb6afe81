import type { ReactNode } from 'react'

/** One value of a chart: `text` is how it is written ("72 %"). */
export type Datum = { label: string; value: number; text: string; href?: string }

type BarsProps = {
  caption: string
  hideCaption?: boolean
  /** Heads of the name and the value. */
  heads: { label: string; value: string }
  data: Datum[]
  /** The value of a full bar; the largest by default. */
  max?: number
  /** A last row, for the total. */
  foot?: ReactNode
}

/** Bars lying in a table: the chart and its table in one. */
export function Bars({ caption, hideCaption, heads, data, max, foot }: BarsProps) {
  const full = max ?? Math.max(0, ...data.map((d) => d.value))
  return (
    <table className="bars">
      <caption className={hideCaption ? 'vh' : undefined}>{caption}</caption>
      <thead>
        <tr>
          <th scope="col" colSpan={2}>
            {heads.label}
          </th>
          <th scope="col" className="r">
            {heads.value}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map((d) => (
          <tr key={d.label}>
            <th scope="row">{d.href ? <a href={d.href}>{d.label}</a> : d.label}</th>
            <td className="b">
              <svg viewBox="0 0 100 12" preserveAspectRatio="none" aria-hidden="true">
                <rect className="ground" width="100" height="12" />
                <rect width={share(d.value, full, 100)} height="12" />
              </svg>
            </td>
            <td className="r">{d.text}</td>
          </tr>
        ))}
      </tbody>
      {foot && <tfoot>{foot}</tfoot>}
    </table>
  )
}

type BarChartProps = {
  /** Unique on the page; the ids of title and description are made of it. */
  id: string
  title: string
  /** What the picture shows, in a sentence, for who cannot see it. */
  desc: string
  data: Datum[]
  /** A line across, with its words: the pass mark, the target. */
  limit?: { value: number; text: string }
  max?: number
}

const WIDTH = 640
const HEIGHT = 180
const TOP = 26

/** Standing bars. Put a table or `Bars` with the same numbers under it, in a `<details>` if long. */
export function BarChart({ id, title, desc, data, limit, max }: BarChartProps) {
  const full = max ?? Math.max(1, limit?.value ?? 0, ...data.map((d) => d.value))
  const step = WIDTH / Math.max(1, data.length)
  const wide = Math.min(56, step * 0.72)
  return (
    <div className="chart">
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + TOP + 28}`} role="img" aria-labelledby={`${id}-t ${id}-d`}>
        <title id={`${id}-t`}>{title}</title>
        <desc id={`${id}-d`}>{desc}</desc>
        {data.map((d, i) => {
          const high = share(d.value, full, HEIGHT)
          const middle = step * (i + 0.5)
          return (
            <g key={d.label}>
              <rect
                x={round(middle - wide / 2)}
                y={round(TOP + HEIGHT - high)}
                width={round(wide)}
                height={high}
              />
              <text x={round(middle)} y={round(TOP + HEIGHT - high - 5)} textAnchor="middle">
                {d.text}
              </text>
              <text x={round(middle)} y={TOP + HEIGHT + 20} textAnchor="middle">
                {d.label}
              </text>
            </g>
          )
        })}
        <line x1="0" x2={WIDTH} y1={TOP + HEIGHT} y2={TOP + HEIGHT} />
        {limit && <Limit y={round(TOP + HEIGHT - share(limit.value, full, HEIGHT))} text={limit.text} />}
      </svg>
    </div>
  )
}

function Limit({ y, text }: { y: number; text: string }) {
  return (
    <>
      <line className="limit" x1="0" x2={WIDTH} y1={y} y2={y} />
      <text x={WIDTH} y={y - 5} textAnchor="end">
        {text}
      </text>
    </>
  )
}

/** How long a bar is: never below nothing, never above the whole. */
export function share(value: number, full: number, whole: number): number {
  return full > 0 ? round(Math.min(1, Math.max(0, value / full)) * whole) : 0
}

function round(n: number): number {
  return Math.round(n * 10) / 10
}
