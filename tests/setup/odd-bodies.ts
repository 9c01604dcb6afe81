/** A body that no page of ours sends, or one at the edge of what a page may send. */
export type OddBody = { name: string; type: string; body: string }

const FORM = 'application/x-www-form-urlencoded'
const MULTIPART = 'multipart/form-data; boundary=edge'
const JSON_TYPE = 'application/json'
// Just below a megabyte, which no body may exceed; and just below what a visitor's form may be.
const MOST = 1_040_000
const SMALL = 16_000

const fill = (piece: string, bytes: number) => piece.repeat(Math.floor(bytes / piece.length))
const numbered = (count: number, field: (index: number) => string) =>
  Array.from({ length: count }, (_, index) => field(index)).join('&')
const part = (name: string, value: string) =>
  `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const parts = (...all: string[]) => `${all.join('')}--edge--\r\n`

const forms: Record<string, string> = {
  'a repeated field of 16 kB': fill('a=&', SMALL),
  'a repeated field of 300 kB': fill('a=&', 300_000),
  'a repeated field of a megabyte': fill('a=&', MOST),
  'a list of 2,500': fill('outcome=&', 2_499 * 9),
  'a list of 1,600': fill('annotations[0].comment=x&', 1_599 * 25),
  'separators alone': fill('&', MOST),
  'a far index': 'outcome[1000000]=x',
  'an index out of memory': 'outcome[10000000]=x&outcome[4294967294]=x',
  'an index as a name': 'outcome[0]=x&outcome.9999999=x',
  'a length': 'outcome[0]=x&outcome.length=4294967295',
  'every index': numbered(1_000, (index) => `annotations[${index}].comment=x`),
  'nested indices': `a${fill('[9]', SMALL)}=x`,
  'a deep name': `a${fill('.a', SMALL)}=x`,
  'many deep names': numbered(1_500, (index) => `a${index}.b.c.d=x`),
  'a long name': `${fill('a', SMALL)}=x`,
  'a long name of a megabyte': `${fill('a', MOST)}=x`,
  'an encoded long name': `${fill('%61', MOST)}=x`,
  'a prototype': '__proto__.polluted=x&constructor.prototype.polluted=x&a.__proto__.b=x&toString=x',
  'names of the form library': '__intent__={"type":"update","payload":{"name":"a"}}&__state__={"a":',
  'a value of a megabyte': `overall=${fill('x', MOST)}`,
  'a Cyrillic value of a megabyte': `overall=${fill('%D0%90', MOST)}`,
  'spaces of a megabyte': `overall=${fill('+', MOST)}`,
  'broken percent signs': `overall=${fill('%', MOST)}`,
  'line breaks of a megabyte': `overall=${fill('%0D%0A', MOST)}`,
  'combining marks': `text=a${fill('%CC%81', MOST)}&baseRevision=0&intent=save`,
  'a NUL in a value': 'email=a%00b%40example.test&password=%00&overall=%00&revision=0',
  'half a character': 'email=%ED%A0%80&password=%ff%fe&overall=%ED%A0%80&revision=0',
}

const multiparts: Record<string, string> = {
  'many parts': parts(fill(part('a', ''), MOST)),
  'twenty parts': parts(part('a', 'x').repeat(20)),
  'a part with a long name': parts(part(fill('a', MOST), 'x')),
  'a part with many headers': `--edge\r\n${fill('A: b\r\n', MOST)}\r\nx\r\n--edge--\r\n`,
  'a part of a megabyte': parts(part('source', fill('x', MOST))),
  'a part of line breaks': parts(part('source', fill('\r\n-', MOST))),
  'a part of beginnings': parts(part('source', fill('\r\n--edg', MOST))),
  'boundaries alone': fill('--edge', MOST),
  'boundaries in lines': fill('\r\n--edge', MOST),
  'no end': part('source', fill('x', MOST)),
  'words after the end': parts(part('source', 'x')) + fill('x', MOST),
  'a prototype in a part': parts(part('__proto__.a', 'x'), part('constructor', 'x')),
}

const documents: Record<string, string> = {
  'deep lists': fill('[', 590_000),
  'deep lists, closed': fill('[', 290_000) + fill(']', 290_000),
  'deep objects': fill('{"a":', 590_000),
  'many keys': `{${Array.from({ length: 40_000 }, (_, index) => `"k${index}":0`).join(',')}}`,
  'the same key': `{${fill('"text":"",', 590_000)}"baseRevision":0}`,
  'a prototype in JSON': '{"__proto__":{"baseRevision":0},"constructor":{"prototype":{}},"text":""}',
  'a long number': `{"baseRevision":${fill('9', 590_000)},"text":""}`,
  'a NUL and half a character in JSON': '{"baseRevision":0,"text":"a\\u0000\\ud800"}',
  'combining marks in JSON': `{"baseRevision":0,"text":"a${fill('\u0301', 190_000)}"}`,
  'escapes in JSON': `{"baseRevision":0,"text":"${fill('\\u0430', 590_000)}"}`,
}

const typed = (type: string, bodies: Record<string, string>): OddBody[] =>
  Object.entries(bodies).map(([name, body]) => ({ name, type, body }))

/** Repeats, indices, depth, names, parts and sizes: every shape in which a body could cost more than it weighs. */
export const oddBodies: OddBody[] = [
  ...typed(FORM, forms),
  ...typed(MULTIPART, multiparts),
  ...typed(JSON_TYPE, documents),
]
