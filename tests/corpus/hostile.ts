import type { GuardCode } from '#app/features/lessons/mdx/guard-error.ts'

/**
 * A document that must be refused, by one of `codes`; any fault will do where there are none. One that `mayPass` is only
 * long: it must be answered in time, with a page or with a fault.
 */
export type Hostile = { name: string; source: string; codes?: GuardCode[]; mayPass?: boolean }

const HEAD = '---\ntitle: Заголовок\nsummary: Описание.\n---\n\n'
const LARGEST = 300_000

/** A lesson with that body; a body that is longer than a text may be is cut. */
const body = (text: string) => (HEAD + text).slice(0, LARGEST)
const times = (piece: string, length: number) =>
  piece.repeat(Math.ceil(length / piece.length)).slice(0, length)
const numbered = (piece: (index: number) => string, count: number) =>
  Array.from({ length: count }, (_, index) => piece(index)).join('')

/** Pieces that, repeated on one line, take a parser of Markdown or MDX time or depth beyond their length. */
const REPEATED = [
  ...['- ', '* ', '+ ', '1. ', '> ', '>', '> - ', '- > 1. ', '-\t', '>\t'],
  ...['_a*', '*a_', '**a_', '*a **a ', 'a**b', '~a', '~~a~', '__a**'],
  ...['[', '![', '[a](', '[a][', '[^', '[^a', '![a](b', ']', '[a]: ', '[]('],
  ...['<', '<a', '<A>', '<A ', '<A b="', '</A>', '<!--', '<A b={', '<a:', '<A.', '< '],
  ...['{', '{{', '{/*', '{a}', '{`', '{"', '{...', '}{'],
  ...['`a', '``a`', '&', '&#', '&a;', '\\*', '~~~\n', '```\n', 'a@b.c<'],
]
/** The same for pieces that are a rule, a fence or mere words when nothing else is there. */
const WORDS = ['_', '*', '`', '\\', '| ', '|a', '|-', 'a|\n|-|\n', 'https://a.b/(', 'a@b', 'www.', 'http://']

const repeated: Hostile[] = [8_000, 60_000, LARGEST].flatMap((length) =>
  [...REPEATED, ...WORDS].map((piece) => ({
    name: `${JSON.stringify(piece)} for ${length}`,
    source: body(times(piece, length)),
    mayPass: WORDS.includes(piece),
  })),
)

/** Shapes that are built, not only repeated. */
const built: Hostile[] = [
  {
    name: 'lists that are indented further on every line',
    source: body(numbered((index) => `${' '.repeat(index * 2)}- a\n`, 540)),
    codes: ['nested_too_deep'],
  },
  { name: 'emphasis within emphasis', source: body(`${'*a **b '.repeat(900)}${' b** a*'.repeat(900)}`) },
  {
    name: 'components within components',
    source: body(`${'<Callout kind="note">\n\n'.repeat(2_000)}a${'\n\n</Callout>'.repeat(2_000)}`),
    codes: ['nested_too_deep', 'misplaced'],
  },
  {
    name: 'a list of five thousand faults',
    source: body('- <b>a</b>\n'.repeat(5_000)),
    codes: ['more_faults'],
  },
  {
    name: 'five thousand unknown components',
    source: body('<Foo />\n\n'.repeat(5_000)),
    codes: ['more_faults'],
  },
  {
    name: 'runs of back quotes of every length',
    source: body(numbered((index) => `${'`'.repeat(index + 1)} `, 700)),
  },
  {
    name: 'a table with ten thousand columns',
    source: body(`${'|a'.repeat(10_000)}\n${'|-'.repeat(10_000)}\n${'|b\n'.repeat(5_000)}`),
  },
  {
    name: 'a table with two thousand columns',
    source: body(`${'|a'.repeat(2_000)}\n${'|-'.repeat(2_000)}\n${'|b\n'.repeat(20_000)}`),
  },
  { name: 'sixty thousand headings', source: body('## a\n'.repeat(59_000)), codes: ['too_much_markup'] },
  {
    name: 'footnotes that call each other',
    source: body(numbered((index) => `[^${index}]: a[^${index + 1}]\n\n`, 9_000)),
  },
  {
    name: 'one word of combining marks',
    source: body(`а${'\u0315\u0300'.repeat(140_000)}`),
    codes: ['stacked_marks'],
  },
  { name: 'a table row of emphasis', source: body(`|a|\n|-|\n${'|_a*'.repeat(70_000)}`) },
  { name: 'one emphasis a line in quotations', source: body('> _a*'.repeat(50_000)) },
  { name: 'more than may be', source: `${HEAD}${'я'.repeat(LARGEST)}`, codes: ['source_too_large'] },
  {
    name: 'a million combining marks',
    source: `${HEAD}${'\u0315\u0300'.repeat(500_000)}`,
    codes: ['source_too_large'],
  },
  { name: 'a tag name of 200,000 letters', source: body(`<${'a'.repeat(200_000)} />`) },
  {
    name: 'an attribute of every name',
    source: body(`<Case ${numbered((index) => `a${index} `, 30_000)}/>`),
    codes: ['more_faults'],
  },
  {
    name: 'one self-check of ten thousand options',
    source: body(
      `<SelfCheck id="a" kind="single">\n\nq\n\n${'<Option>\n\na\n\n</Option>\n'.repeat(10_000)}\n\n</SelfCheck>`,
    ),
  },
  { name: 'paragraphs of a thousand marks each', source: body(`${'_a*'.repeat(480)}\n\n`.repeat(200)) },
]

const INVISIBLE: [name: string, character: string][] = [
  ['zero', '\u0000'],
  ['backspace', '\b'],
  ['vertical tab', '\v'],
  ['form feed', '\f'],
  ['escape', '\u001b'],
  ['delete', '\u007f'],
  ['next line', '\u0085'],
  ['line separator', '\u2028'],
  ['paragraph separator', '\u2029'],
  ['right-to-left override', '\u202e'],
  ['left-to-right override', '\u202d'],
  ['right-to-left embedding', '\u202b'],
  ['first strong isolate', '\u2068'],
  ['right-to-left mark', '\u200f'],
  ['Arabic letter mark', '\u061c'],
  ['tag letter', '\u{e0061}'],
  ['cancel tag', '\u{e007f}'],
  ['noncharacter', '\uffff'],
  ['noncharacter in the middle', '\ufdd0'],
  ['noncharacter of the last plane', '\u{10fffe}'],
  ['lost character', '\ufffd'],
  ['half a pair', '\ud800'],
  ['other half', '\udfff'],
  ['annotation', '\ufff9'],
]

const invisible: Hostile[] = [
  ...INVISIBLE.map(([name, character]) => ({
    name: `character: ${name}`,
    source: body(`Слово${character}слово`),
    codes: ['character' as const],
  })),
  ...['&#x202E;', '&#8238;', '&#x2028;', '&#xE0061;'].map((entity) => ({
    name: `entity: ${entity}`,
    source: body(`Слово ${entity} слово`),
    codes: ['character' as const],
  })),
  {
    name: 'entity in an attribute',
    source: body('<Case title="a&#x202E;b">\n\nТекст\n\n</Case>'),
    codes: ['character'],
  },
  { name: 'entity in an address', source: body('[a](https://a.kz/&#x202E;b)'), codes: ['character'] },
  { name: 'zeros for a whole text', source: body('\u0000'.repeat(LARGEST)), codes: ['more_faults'] },
]

const opening = (yaml: string, codes: GuardCode[]): Hostile => ({
  name: `front matter: ${JSON.stringify(yaml.slice(0, 40))}`,
  source: `---\n${yaml}\n---\n\nТекст\n`,
  codes,
})

const openings: Hostile[] = [
  opening('title: &a b\nsummary: *a', ['front_matter_reference']),
  opening('title: *unknown\nsummary: b', ['front_matter_reference']),
  opening('title: !!binary aGk=\nsummary: b', ['front_matter_reference']),
  opening('title: !!js/function "f"\nsummary: b', ['front_matter_reference']),
  opening(
    `a: &a [x,x]\n${numbered((index) => `a${index + 1}: &b${index} [*a,*a,*a]\n`, 30)}title: x\nsummary: y`,
    ['front_matter_reference'],
  ),
  opening('title: "a\\u0000b"\nsummary: b', ['character']),
  opening('title: "a\\u202Eb"\nsummary: b', ['character']),
  opening('title: a\nsummary: "a\\uFFFFb"', ['character']),
  opening(`title: ${'['.repeat(990)}\nsummary: b`, ['front_matter_yaml']),
  opening(`title: ${'{a: '.repeat(900)}\nsummary: b`, ['front_matter_yaml']),
  opening(`title: ${'я'.repeat(200_000)}\nsummary: b`, ['front_matter_too_long']),
  opening('? - - - - a\n: b', ['front_matter_field', 'front_matter_unknown']),
  opening('title: a\n...\nsummary: b', ['front_matter_yaml', 'front_matter_field']),
  opening('%TAG ! tag:x,2000:\ntitle: a\nsummary: b', ['front_matter_yaml', 'front_matter_field']),
  opening('<<: {title: a}\nsummary: b', ['front_matter_field']),
  opening('__proto__: {title: a}\nsummary: b', ['front_matter_field']),
]

/** Documents of at most a few more than 300,000 characters, none of which may pass. */
export const hostile: readonly Hostile[] = [...repeated, ...built, ...invisible, ...openings]
