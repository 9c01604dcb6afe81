import { readdirSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type Locale, locales } from '#app/i18n/locales.ts'
import { readMessages } from '#app/i18n/translate.server.ts'

type Part = {
  value?: string
  type: number
  pluralType?: string
  options?: Record<string, { value: Part[] }>
  children?: Part[]
}
type Format = new (text: string, locale: string) => { getAst(): Part[] }

// The parser that use-intl itself brings: what it accepts is what the pages can show.
const fromUseIntl = createRequire(createRequire(import.meta.url).resolve('use-intl/core'))
const { IntlMessageFormat } = fromUseIntl('intl-messageformat') as { IntlMessageFormat: Format }

type Tree = { [name: string]: string | Tree }
const LITERAL = 0

/** "namespace.key" → sentence. */
function flat(tree: Tree, before = ''): Map<string, string> {
  return new Map(
    Object.entries(tree).flatMap(([name, value]) =>
      typeof value === 'string'
        ? [[`${before}${name}`, value] as const]
        : [...flat(value, `${before}${name}.`)],
    ),
  )
}

const walk = (parts: Part[]): Part[] =>
  parts.flatMap((part) => [
    part,
    ...walk(part.children ?? []),
    ...Object.values(part.options ?? {}).flatMap(({ value }) => walk(value)),
  ])
const parse = (text: string, locale: Locale) => walk(new IntlMessageFormat(text, locale).getAst())

/** The forms of plurals that a language has and the sentence lacks. */
function missingForms(text: string, locale: Locale): string[] {
  return parse(text, locale).flatMap(({ pluralType, options = {} }) => {
    if (!pluralType) return []
    const type = pluralType as Intl.PluralRulesOptions['type']
    const wanted = new Intl.PluralRules(locale, { type }).resolvedOptions().pluralCategories
    return wanted.filter((form) => !(form in options))
  })
}

/** The values that a sentence takes; those of a tag count as its name. */
const argumentsOf = (text: string, locale: Locale) =>
  [
    ...new Set(parse(text, locale).flatMap(({ type, value }) => (type !== LITERAL && value ? [value] : []))),
  ].sort()

const sentences = Object.fromEntries(
  locales.map((locale) => [locale, flat(readMessages(locale) as Tree)]),
) as Record<Locale, Map<string, string>>

test.each(locales)('%s has the keys that English has, none of them empty', (locale) => {
  expect([...sentences[locale].keys()].sort()).toEqual([...sentences.en.keys()].sort())
  expect([...sentences[locale]].filter(([, text]) => !text.trim()).map(([key]) => key)).toEqual([])
})

test.each(locales)('every sentence in %s parses and has every plural form of the language', (locale) => {
  const bad = [...sentences[locale]].flatMap(([key, text]) => {
    const missing = missingForms(text, locale)
    return missing.length ? [`${key} lacks ${missing.join(', ')}`] : []
  })
  expect(bad).toEqual([])
})

/** Values that only choose a form of a plural: a language whose words do not change may leave them out. */
const onlyCounted = (text: string) =>
  parse(text, 'en').flatMap(({ pluralType, value }) => (pluralType && value ? [value] : []))

test('a sentence takes the same values in every language', () => {
  const bad = [...sentences.en].flatMap(([key, text]) =>
    (['kk', 'ru'] as const).flatMap((locale) => {
      const [here, there] = [argumentsOf(sentences[locale].get(key) ?? '', locale), argumentsOf(text, 'en')]
      const wrong = here.filter((name) => !there.includes(name))
      const lost = there.filter((name) => !here.includes(name) && !onlyCounted(text).includes(name))
      return [...wrong, ...lost].map((name) => `${locale} ${key}: ${name}`)
    }),
  )
  expect(bad).toEqual([])
})

test('every namespace is listed where the types come from', () => {
  const listed = readFileSync(path.resolve('app/i18n/messages.ts'), 'utf8').matchAll(
    /messages\/en\/(\w+)\.json/g,
  )
  expect([...listed].map(([, name]) => name).sort()).toEqual(Object.keys(readMessages('en')).sort())
})

// Keys that no literal and no one-step template spells: the rest is added in pieces.
const IN_PIECES = [
  // The parts of a text's outline, by the kind of essay: essays.$slug.write/headings.server.ts.
  'essays.scaffold.',
  // Title and text of a page about a fault: document.tsx and platform/http/plain-page.server.ts.
  'site.fault.',
  'site.plain.',
  // Labels inside the HTML of a lesson, taken as a whole: lessons/mdx/labels.server.ts.
  'mdx.compile.',
]

/** The keys that no source names: whole, by a template with one step left open, or by a prefix of the list above. */
function unusedKeys(keys: Iterable<string>, source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, '')
  const whole = new Set(code.match(/(?<![\w.])[a-z]\w*(?:\.[\w-]+)+/gi))
  const templates = [...code.matchAll(/`([a-z]\w*\.[^`|\n]*\$\{[^`\n]*)`/gi)].map(
    ([, text = '']) =>
      new RegExp(
        `^${text
          .split('|', 1)[0]
          ?.split(/\$\{[^}]*\}/)
          .map((piece) => piece.replaceAll('.', '\\.'))
          .join('[\\w-]+')}$`,
      ),
  )
  return [...keys].filter(
    (key) =>
      !whole.has(key) &&
      !IN_PIECES.some((prefix) => key.startsWith(prefix)) &&
      !templates.some((template) => template.test(key)),
  )
}

test('every sentence is used', () => {
  const source = readdirSync('app', { recursive: true, encoding: 'utf8' })
    .filter((file) => /(?<!\.test)\.tsx?$/.test(file))
    .map((file) => readFileSync(path.join('app', file), 'utf8'))
    .join('\n')
  expect(unusedKeys(sentences.en.keys(), source)).toEqual([])
  expect(
    IN_PIECES.filter((prefix) => ![...sentences.en.keys()].some((key) => key.startsWith(prefix))),
  ).toEqual([])
})

test('planted: a sentence that nobody uses, one in a comment, one step too deep', () => {
  const open = (name: string) => `$\{${name}}`
  const source = `t('a.used')\n// t('a.comment')\nt(\`a.state.${open('state')}\`)\nt(\`a.${open('name')}.title\`)\n'a.max|max=3'`
  const keys = ['a.used', 'a.comment', 'a.state.open', 'a.state.open.text', 'a.x.title', 'a.max', 'a.unused']
  expect(unusedKeys(keys, source)).toEqual(['a.comment', 'a.state.open.text', 'a.unused'])
})

test('planted: a missing form, a sentence that does not parse, another value', () => {
  expect(missingForms('{n, plural, one {# день} few {# дня} other {# дней}}', 'ru')).toEqual(['many'])
  expect(missingForms('{n, plural, one {# day} other {# days}}', 'en')).toEqual([])
  expect(() => parse('{n, plural, one {day}', 'en')).toThrow()
  expect(argumentsOf('{who} sent {n, plural, one {# letter} other {# letters by {way}}}', 'en')).toEqual([
    'n',
    'way',
    'who',
  ])
})
