import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { compileLesson } from './compile.server.ts'
import type { CompileInput } from './compiled-text.ts'
import { guard } from './guard.server.ts'
import { sourceHash } from './source-hash.server.ts'

const HEAD = '---\ntitle: Подсудность\nsummary: Где судиться.\n---\n\n'
const short = { kk: 'АПК', ru: 'ГПК', en: 'CPC' }
const acts = [{ id: 'gpk', name: short, short, adilet: 'K1500000377' }]
const tree =
  '<svg viewBox="0 0 360 90" role="img"><title>Т</title><defs><marker id="tip" /></defs><path d="M0 0" marker-end="url(#tip)"/></svg>'
const input = (body: string, more: Partial<CompileInput> = {}): CompileInput => ({
  source: HEAD + body,
  locale: 'ru',
  acts,
  figures: { tree },
  ...more,
})

async function compiled(body: string, more: Partial<CompileInput> = {}) {
  const result = await compileLesson(input(body, more))
  if (!result.ok) throw new Error(JSON.stringify(result.errors))
  return result.value
}

const CHECK = `<SelfCheck id="venue" kind="single">

Где **судиться**?

<Option>

В Астане.

<Why>ТАЙНА-А</Why>

</Option>
<Option correct>

По месту жительства.

<Why>ТАЙНА-Б</Why>

</Option>

</SelfCheck>`

describe('the compiled text', () => {
  test('holds a marker at the place of a self-check and neither key nor explanation', async () => {
    const { html, selfChecks } = await compiled(`До.\n\n${CHECK}\n\nПосле.`)
    expect(html).toBe('<p>До.</p>\n<!--check:venue-->\n<p>После.</p>')
    expect(selfChecks).toEqual([
      {
        id: 'venue',
        kind: 'single',
        questionHtml: '<p>Где <strong>судиться</strong>?</p>',
        options: [
          { id: 'a', html: 'В Астане.', whyHtml: 'ТАЙНА-А', correct: false },
          { id: 'b', html: 'По месту жительства.', whyHtml: 'ТАЙНА-Б', correct: true },
        ],
      },
    ])
  })

  test('has stable, unique ids for its headings and a table of contents', async () => {
    const { html, toc } = await compiled('## Цель урока\n\n### Шаг 1\n\n## Цель урока\n')
    expect(toc).toEqual([
      { id: 'цель-урока', text: 'Цель урока', depth: 2 },
      { id: 'шаг-1', text: 'Шаг 1', depth: 3 },
      { id: 'цель-урока-1', text: 'Цель урока', depth: 2 },
    ])
    expect(html).toContain('<h2 id="цель-урока-1">')
  })

  test('cites an act with its link and wording in the language of the text', async () => {
    const body =
      '<Statute act="gpk" article="29" part="1" wording="2026-07-01">ч. 1 ст. 29 ГПК</Statute> и текст.'
    const ru = await compiled(body)
    expect(ru.html).toContain('href="https://adilet.zan.kz/rus/docs/K1500000377"')
    expect(ru.html).toContain('title="ГПК, редакция от 1 июля 2026')
    expect(ru.statutes).toEqual([{ act: 'gpk', article: '29', part: '1', wording: '2026-07-01' }])
    expect((await compiled(body, { locale: 'kk' })).html).toContain('/kaz/docs/')
  })

  test('says that a case is invented, in words', async () => {
    const { html } = await compiled('<Case title="Дело о мебели">\n\nТекст.\n\n</Case>')
    expect(html).toContain(
      '<div class="case"><strong>Дело о мебели (дело вымышлено)</strong><p>Текст.</p></div>',
    )
  })

  test('draws a figure with its text alternative and ids of its own', async () => {
    const { html } = await compiled('<Figure name="tree" alt="Дерево &quot;решений&quot;" caption="Схема" />')
    expect(html).toContain('aria-label="Дерево &quot;решений&quot;"')
    expect(html).toContain('marker-end="url(#fig-tree-tip)"')
    expect(html).toContain('<figcaption>Схема</figcaption>')
    expect(html).not.toContain('<title>')
  })

  test('renders tables and footnotes without inline styles and in its language', async () => {
    const { html } = await compiled('|  | b |\n|---|--:|\n| 1 | 2 |\n\nТекст[^1].\n\n[^1]: Сноска.', {
      locale: 'kk',
    })
    expect(html).toContain('<td class="r">2</td>')
    expect(html).toContain('<tr><td></td><th scope="col" class="r">b</th></tr>')
    expect(html).toContain('Ескертпелер')
    expect(html).not.toContain('style=')
  })

  test('a table too wide for a phone carries the heads of its columns in its cells', async () => {
    const wide = await compiled(
      '| Сравните | Принятие | Возвращение | Отказ |\n|-|-|-|-|\n| Срок | 5 дней | 5 | 5 |',
    )
    expect(wide.html).toContain('<table class="cards">')
    expect(wide.html).toContain('<td>Срок</td><td data-l="Принятие">5 дней</td>')
    const long = await compiled('| День | Законодательства |\n|-|-|\n| 1 | административно-процессуальный |')
    expect(long.html).toContain('<td data-l="День">1</td>')
    const full = await compiled(`| Суд | Что | Где |\n|-|-|-|\n| районный | ${'в зале '.repeat(14)} | дома |`)
    expect(full.html).toContain('<table class="cards">')
    const narrow = await compiled('| Суд | Что делает |\n|-|-|\n| районный | первая инстанция |')
    expect(narrow.html).toContain('<table>')
    expect(narrow.html).not.toContain('data-l')
  })

  test('a number keeps its ending on the same line', async () => {
    const { html, toc } = await compiled(
      '## 2-қадам\n\nАПК-нің 29-бабы, 64-1-бабы, Жанар Б.-ға, үлкен-кіші.',
      {
        locale: 'kk',
      },
    )
    expect(html).toContain(
      'АПК-\u2060нің 29-\u2060бабы, 64-\u20601-\u2060бабы, Жанар Б.-\u2060ға, үлкен-кіші.',
    )
    expect(toc).toEqual([{ id: '2-қадам', text: '2-қадам', depth: 2 }])
  })

  test('a law keeps its number, and a word the dash after it, on the same line', async () => {
    const { html } = await compiled('Закон № 331-VIII – новый; **вывод** – после него.')
    expect(html).toContain('Закон № 331-\u2060VIII\u00a0– новый; <strong>вывод</strong>\u00a0– после него.')
  })

  test('collects terms once and measures the reading time', async () => {
    const term = '<Term kk="соттылық" ru="подсудность" en="jurisdiction">подсудность</Term>'
    const { terms, words, minutes } = await compiled(`Это ${term} и ${term}. ${'слово '.repeat(256)}`)
    expect(terms).toEqual([{ kk: 'соттылық', ru: 'подсудность', en: 'jurisdiction' }])
    expect([words, minutes]).toEqual([260, 2])
  })
})

describe('nothing of the author runs', () => {
  const global = globalThis as { planted?: boolean }
  const attacks = [
    '---js\n({ title: globalThis.planted = true })\n---\n\nТекст',
    '--- javascript\n(globalThis.planted = true)\n---\n\nТекст',
    `\uFEFF---js\n(globalThis.planted = true)\n---\n\nТекст`,
    `${HEAD}{globalThis.planted = true}`,
    `${HEAD}export const x = (globalThis.planted = true)`,
    `${HEAD}<Case title={globalThis.planted = true}>\n\nx\n\n</Case>`,
    `${HEAD}<Case {...(globalThis.planted = true)}>\n\nx\n\n</Case>`,
    `${HEAD}---js\n(globalThis.planted = true)\n---\n`,
  ]
  test.each(attacks)('attack %#', async (source) => {
    await compileLesson(input('', { source }))
    expect(global.planted).toBeUndefined()
  })
  test('text that looks like a marker or a tag stays text', async () => {
    const { html } = await compiled('`<!--check:x-->` и &lt;script&gt;')
    expect(html).toBe('<p><code>&lt;!--check:x--&gt;</code> и &lt;script&gt;</p>')
  })
})

describe('faults come back as values', () => {
  test('with line and column, from text and figures', async () => {
    const result = await compileLesson(input('<Video />', { figures: { tree: '<svg onload="x"/>' } }))
    expect(result.ok ? [] : result.errors.map((error) => error.code)).toContain('figure_refused')
    expect(result.ok ? [] : result.errors).toContainEqual(
      expect.objectContaining({ code: 'unknown_component', line: 6, column: 1 }),
    )
  })

  test('whatever passes the guard compiles', async () => {
    const piece = fc.constantFrom(
      ...[
        'слово ',
        '**',
        '*',
        '\n\n',
        '\n',
        '- ',
        '1. ',
        '> ',
        '`',
        '| a |\n|---|\n',
        '## ',
        '[^1]',
        '\n[^1]: x\n',
        '\\{',
        '&lt;',
      ],
      ...[
        '[a](b)',
        '<Case>',
        '</Case>',
        '<Callout kind="note">',
        '</Callout>',
        '---\n',
        '~~',
        '\t',
        '$',
        '$\\{x',
        '\u2028',
      ],
    )
    await fc.assert(
      fc.asyncProperty(fc.array(piece, { maxLength: 20 }), async (parts) => {
        const body = parts.join('')
        fc.pre(guard(HEAD + body).length === 0)
        expect((await compileLesson(input(body))).ok).toBe(true)
      }),
      { numRuns: 60 },
    )
  }, 60_000)
})

describe('the source hash', () => {
  const body =
    '<Figure name="tree" alt="x" />\n\n<Statute act="gpk" article="1" wording="2026-07-01">ст. 1</Statute>'
  const hash = (more: Partial<CompileInput> = {}) => sourceHash(input(body, more))
  test('is the same for the same text, whatever its line ends', () => {
    expect(hash({ source: (HEAD + body).replaceAll('\n', '\r\n') })).toBe(hash())
  })
  test('is the same in whatever order an act holds the languages of its name', () => {
    const turned = { en: short.en, kk: short.kk, ru: short.ru }
    expect(hash({ acts: [{ id: 'gpk', name: turned, short: turned, adilet: 'K1500000377' }] })).toBe(hash())
  })
  test('changes with the source, the language, a used figure or act', () => {
    const others = [
      hash({ source: `${HEAD}${body} ` }),
      hash({ locale: 'kk' }),
      hash({ figures: { tree: '<svg/>' } }),
      hash({ acts: [{ id: 'gpk', name: short, short, adilet: 'K2' }] }),
    ]
    expect(new Set([hash(), ...others]).size).toBe(5)
  })
  test('does not change with a figure or act that is not used', () => {
    const more = {
      figures: { tree, other: '<svg/>' },
      acts: [...acts, { id: 'uk', name: short, short, adilet: 'K3' }],
    }
    expect(hash(more)).toBe(hash())
  })
})
