import { readFileSync } from 'node:fs'
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
