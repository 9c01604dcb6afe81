import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { BarChart, Bars, share } from './chart.tsx'

describe('charts', () => {
  it('never draw outside the picture', () => {
    expect(share(50, 200, 100)).toBe(25)
    expect(share(300, 200, 100)).toBe(100)
    expect(share(-1, 200, 100)).toBe(0)
    expect(share(5, 0, 100)).toBe(0)
  })

  it('are named, described, and written in words', () => {
    const data = [
      { label: '0–5', value: 3, text: '3' },
      { label: '6–10', value: 12, text: '12' },
    ]
    const picture = renderToStaticMarkup(
      <BarChart id="s" title="Scores" desc="Most have 6 to 10" data={data} />,
    )
    expect(picture).toContain('role="img" aria-labelledby="s-t s-d"')
    expect(picture).toContain('<title id="s-t">Scores</title><desc id="s-d">Most have 6 to 10</desc>')
    const table = renderToStaticMarkup(
      <Bars caption="Scores" heads={{ label: 'Points', value: 'People' }} data={data} />,
    )
    expect(table).toContain('<th scope="row">6–10</th>')
    expect(table).toContain('<td class="r">12</td>')
    expect(renderToStaticMarkup(<Bars caption="x" heads={{ label: 'a', value: 'b' }} data={[]} />)).toContain(
      '<tbody></tbody>',
    )
  })
})
