import { describe, expect, test } from 'vitest'
import type { FigureCode } from './figure-guard.ts'
import { drawFigure, FIGURE_CODES, readFigure } from './figure-guard.ts'

const svg = (inside: string, attributes = 'viewBox="0 0 360 200" role="img"') =>
  `<svg xmlns="http://www.w3.org/2000/svg" ${attributes}><title>Схема</title>${inside}</svg>`
const codes = (source: string) => readFigure(source).errors.map((error) => error.code)

test('a sound figure passes', () => {
  const source = svg(
    '<!-- заметка --><g class="fig-line"><rect x="1" y="1" width="9" height="9" fill="none"/></g><text font-size="13">а &amp; б</text>',
  )
  expect(codes(`<?xml version="1.0"?>\n${source}\n`)).toEqual([])
})

test('figures: a drawing of thousands of faults is read no further than the first ones', () => {
  expect(codes(svg('<b/>\n'.repeat(15_000))).length).toBeLessThanOrEqual(21)
})

describe('each fault is refused', () => {
  const planted: [FigureCode, string][] = [
    ['element', svg('<script>alert(1)</script>')],
    ['element', svg('<style>*{}</style>')],
    ['element', svg('<foreignObject></foreignObject>')],
    ['element', svg('<image />')],
    ['element', svg('<a></a>')],
    ['element', svg('<use />')],
    ['element', svg('<animate />')],
    ['attribute', svg('<path onclick="x"/>')],
    ['attribute', svg('<path href="#a"/>')],
    ['attribute', svg('<path xlink:href="#a"/>')],
    ['attribute', svg('<path style="fill:red"/>')],
    ['attribute', svg('<path d="M0" d="M1"/>')],
    ['value', svg('<path fill="#f00"/>')],
    ['value', svg('<path fill="url(https://a.b/c)"/>')],
    ['value', svg('<path class="red"/>')],
    ['value', svg('<path marker-end="url(https://a.b#c)"/>')],
    ['value', svg('<path d="url(x)"/>')],
    ['value', svg('<path d="&#106;"/>')],
    ['syntax', svg('<path d=M0 />')],
    ['syntax', svg('<g>')],
    ['syntax', svg('текст &nbsp; далее')],
    ['syntax', `<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>${svg('')}`],
    ['syntax', svg('<![CDATA[<script>]]>')],
    ['syntax', `текст${svg('')}`],
    ['no_view_box', svg('', 'role="img"')],
    ['no_role', svg('', 'viewBox="0 0 1 1"')],
    ['no_title', '<svg viewBox="0 0 1 1" role="img"><g/></svg>'],
    ['root_size', svg('', 'viewBox="0 0 1 1" role="img" width="100"')],
    ['too_large', svg(`<desc>${'а'.repeat(100_000)}</desc>`)],
    ['too_deep', svg('<g>'.repeat(5_000))],
    ['character', svg('<text>а\u0000б</text>')],
    ['character', svg('<text>а&#x202E;б</text>')],
    ['no_root', '<g></g>'],
    ['no_root', ''],
  ]
  test.each(planted)('%s (%#)', (code, source) => {
    expect(codes(source)).toContain(code)
    expect(readFigure(source).root).toBeNull()
  })
  test('every code has a planted fault', () => {
    expect(FIGURE_CODES.filter((code) => !planted.some(([tried]) => tried === code))).toEqual([])
  })
})

test('what is drawn is written anew, with the text alternative and prefixed ids', () => {
  const { root } = readFigure(svg('<!-- x --><marker id="tip"/><path marker-end=\'url(#tip)\'/>'))
  expect(root && drawFigure(root, { prefix: 'fig-a', alt: 'а < "б"' })).toBe(
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 200" role="img" aria-label="а &lt; &quot;б&quot;"><marker id="fig-a-tip"></marker><path marker-end="url(#fig-a-tip)"></path></svg>',
  )
})
