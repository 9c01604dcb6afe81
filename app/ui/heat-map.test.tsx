import { renderToStaticMarkup } from 'react-dom/server'
import { describe, expect, it } from 'vitest'
import { HeatMap, type HeatState } from './heat-map.tsx'

const words = { done: 'completed', begun: 'begun', missed: 'missed', closed: 'not yet open' }
const columns = Array.from({ length: 14 }, (_, i) => ({ label: String(i + 1), name: `Day ${i + 1}` }))
const states: HeatState[] = ['done', 'begun', 'missed', 'closed']

describe('HeatMap', () => {
  it('holds every state as a word and names only the states it was given', () => {
    const html = renderToStaticMarkup(
      <HeatMap
        caption="Progress"
        nameHead={{ text: 'Participant' }}
        columns={columns.slice(0, 4)}
        rows={[{ key: '1', name: 'Айгерім', cells: states, after: ['14/20'] }]}
        afterHeads={[{ text: 'Essay 1', sort: { href: '?sort=essay', now: 'ascending' } }]}
        words={words}
      />,
    )
    expect(html).toContain(
      '<td class="d">completed</td><td class="h">begun</td><td class="m">missed</td><td class="f">not yet open</td>',
    )
    expect(html).toContain('<th scope="row">Айгерім</th>')
    expect(html).toContain('abbr="Day 3"')
    expect(html.match(/<li>/g)).toHaveLength(4)
    expect(html).toContain('aria-sort="ascending"><a href="?sort=essay">Essay 1')
  })

  it('stays light: 150 × 14 in less than 90 kB', () => {
    const rows = Array.from({ length: 150 }, (_, r) => ({
      key: String(r),
      name: `Participant ${r}`,
      cells: columns.map((_, c) => states[(r + c) % 4] ?? 'closed'),
    }))
    const html = renderToStaticMarkup(
      <HeatMap
        caption="Progress"
        nameHead={{ text: 'Participant' }}
        columns={columns}
        rows={rows}
        words={words}
      />,
    )
    expect(html.length).toBeLessThan(90_000)
  })
})
