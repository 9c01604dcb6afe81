import { expect, test } from 'vitest'
import { COMMENT, isTest, sources } from './setup/sources.ts'

/** State of a module that outlives a request, and what bounds it. Whatever is not named here is refused below. */
const moduleState: Record<string, string> = {
  'app/access/facts.server.ts attempts': '2,000 attempts',
  'app/features/cohorts/calendar.ts instants': '5,000 instants',
  'app/features/essays/islands/text-mirror.ts only': 'one mirror of one page, in the browser',
  'app/features/essays/queries/prompts.server.ts textsByVersion': '500 versions',
  'app/features/identity/password.server.ts decoy': 'one hash',
  'app/features/lessons/islands/lesson.island.ts waiting': 'one flag of one page, in the browser',
  'app/features/lessons/mdx/sandbox-worker.server.ts warm': 'one module',
  'app/features/lessons/queries/versions.server.ts versionCache': 'MAX_VERSIONS versions',
  'app/features/privacy/operations/export-person.server.ts running':
    'one number for each person who is exporting',
  'app/i18n/translate.server.ts byLocale': 'one entry a language',
  'app/ui/cached-html.tsx htmlCache': 'the bytes of its maxSize',
}

const STATE = /^(?:export )?(let|const) (\w+)(?:: [^=\n]+)?(?: = (.*))?$/gm

/** Module-level state in a source: a let, a cache, or a Map, Set, list or object that the file changes. */
function stateIn(file: string, source: string): string[] {
  const text = source.replace(COMMENT, '')
  return [...text.matchAll(STATE)].flatMap(([, kind, name = '', first = '']) => {
    const changed = new RegExp(
      `\\b${name}(?:\\.(?:set|add|delete|clear|push|pop|shift|unshift|splice|sort)\\(|\\[[^\\]]+\\] = |\\.\\w+ = )`,
    )
    const mutable = kind === 'let' || /^new (LRUCache|WeakMap)\b/.test(first)
    const container = /^(new (Map|Set)\b|\[|\{)/.test(first)
    return mutable || (container && changed.test(text)) ? [`${file} ${name}`] : []
  })
}

test('module state: what outlives a request is named with its bound', () => {
  const found = Object.entries(sources)
    .filter(([file]) => file.startsWith('app/') && !file.startsWith('app/commands/') && !isTest(file))
    .flatMap(([file, text]) => stateIn(file, text))
  expect(found.sort()).toEqual(Object.keys(moduleState).sort())
})

test.each([
  'let shelf: string | undefined\n',
  'const seen = new Map<string, Buffer>()\nseen.set(key, value)\n',
  'const seen = new Set()\nseen.add(key)\n',
  'export const rows: Row[] = []\nrows.push(row)\n',
  'const byId: Record<string, Row> = {}\nbyId[id] = row\n',
  'const cache = new LRUCache<string, Buffer>({ max: 10 })\n',
])('module state fails on a planted violation: %j', (text) => {
  expect(stateIn('app/platform/a.ts', text)).toHaveLength(1)
})
