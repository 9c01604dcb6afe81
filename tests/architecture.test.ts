import { readFileSync } from 'node:fs'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { cruise, type IConfiguration } from 'dependency-cruiser'
import { expect, test } from 'vitest'
import { dialectIn } from './setup/dialect.ts'
import { COMMENT, isTest, sources } from './setup/sources.ts'
import { allowed, owners, strangeTables, views } from './setup/table-owners.ts'

const root = path.resolve(import.meta.dirname, '..')
const { forbidden = [], options = {} } = createRequire(import.meta.url)(
  path.join(root, '.dependency-cruiser.cjs'),
) as IConfiguration

type Files = Record<string, string>

const lines = (text: string) => text.trimEnd().split('\n')
const offenders = (files: Files, breaks: (file: string, text: string) => boolean) =>
  Object.entries(files)
    .filter(([file, text]) => breaks(file, text))
    .map(([file]) => file)

// Spelled in two pieces, so that this file keeps the rule it tests.
const WORK_LEFT = new RegExp(
  `\\b(${'TO'}DO|${'FIX'}ME)\\b|\\b(test|it|describe)\\.(${'sk'}ip|${'on'}ly)\\(|${'waitFor'}Timeout`,
)
const DOCLESS = /(?<!\*\/\n)^export (?:async )?function (\w+)/gm
// What the framework calls by name needs no second name.
const FRAMEWORK = new Set([
  'loader',
  'action',
  'headers',
  'meta',
  'up',
  'down',
  'ErrorBoundary',
  'shouldRevalidate',
])

const conventions: {
  rule: string
  breaks: (file: string, text: string) => boolean
  planted: [file: string, text: string]
}[] = [
  {
    rule: 'files stay below 300 lines',
    // schema.ts is generated.
    breaks: (file, text) => file !== 'db/schema.ts' && lines(text).length > 300,
    planted: ['app/features/essays/long.ts', 'x\n'.repeat(301)],
  },
  {
    rule: 'files of a page stay below 200 lines',
    breaks: (file, text) => file.startsWith('app/routes/') && lines(text).length > 200,
    planted: ['app/routes/today/route.tsx', 'x\n'.repeat(201)],
  },
  {
    rule: 'a page has no tests beside it',
    breaks: (file) => file.startsWith('app/routes/') && isTest(file),
    planted: ['app/routes/today/today.test.ts', ''],
  },
  {
    rule: 'pages are strangers to each other',
    // By the text of the imports: names of folders like "essays.$slug" are no patterns of dependency-cruiser.
    breaks: (file, text) =>
      file.startsWith('app/routes/') && /(from|import\() ?'(\.\.\/|#app\/routes\/)/.test(text),
    planted: ['app/routes/essays.$slug/route.tsx', "import { Late } from '../essays.$slug.write/late.tsx'\n"],
  },
  {
    rule: 'an operation is one exported function',
    breaks: (file, text) =>
      /\/operations\/.*\.server\.ts$/.test(file) &&
      (text.match(/^export (?:async )?function|^export (?:const|let|class|default)/gm) ?? []).length !== 1,
    planted: ['app/features/essays/operations/a.server.ts', 'export function a() {}\nexport const b = 1\n'],
  },
  {
    rule: 'a file is named by what it is about',
    breaks: (file) =>
      /(^|[/.-])(utils?|helpers?|misc|service|managers?)([/.-]|$)/.test(file) ||
      /\/(common|services?)[/.]/.test(file),
    planted: ['app/features/essays/date-utils.ts', ''],
  },
  {
    rule: 'an exported function says what it does',
    breaks: (file, text) =>
      !isTest(file) && [...text.matchAll(DOCLESS)].some(([, name]) => !FRAMEWORK.has(name ?? '')),
    planted: ['app/features/essays/a.ts', '/** Other. */\nconst x = 1\nexport function a() {}\n'],
  },
  {
    rule: 'no sentence stands in a component',
    breaks: (file, text) =>
      file.startsWith('app/') &&
      file.endsWith('.tsx') &&
      !isTest(file) &&
      // Two letters of Cyrillic in a row are a word; names of languages are written in the language itself.
      /[\p{Script=Cyrillic}]{2}/u.test(text.replace(COMMENT, '').replace(/^const shortNames = .*$/m, '')),
    planted: ['app/ui/a.tsx', 'export const A = () => <p>Сабақ</p>\n'],
  },
  {
    rule: 'the environment is read in one place',
    breaks: (file, text) =>
      /^(app|db)\/.*\.tsx?$/.test(file) &&
      !isTest(file) &&
      // Whole, into readEnv; and the PATH of the programs that the embedded database starts.
      /process\.env/.test(
        text
          .replace(COMMENT, '')
          .replaceAll('readEnv(process.env)', '')
          .replaceAll('PATH: process.env.PATH', ''),
      ),
    planted: ['app/platform/a.server.ts', 'export const port = process.env.PORT\n'],
  },
  {
    rule: 'the form of an id is spelled once',
    breaks: (file, text) =>
      file.startsWith('app/') && file !== 'app/platform/uuid.ts' && /0-9a-f-?\]\{(8|4|12|32|36)\}/.test(text),
    planted: ['app/features/essays/a.ts', 'const ID = /^[0-9a-f]{8}-/\n'],
  },
  {
    rule: 'a body is read by readForm or readBytes, which bound it',
    breaks: (file, text) =>
      file.startsWith('app/') &&
      !file.startsWith('app/platform/http/') &&
      /\brequest(\.clone\(\))?\.(formData|json|text|arrayBuffer|blob|bytes|body)\b/.test(
        text.replace(COMMENT, ''),
      ),
    planted: ['app/routes/today/route.tsx', 'const form = await request.formData()\n'],
  },
  {
    rule: 'exported names and file names use no private dialect',
    breaks: (file, text) => /^(app|db|tests)\//.test(file) && dialectIn(file, text).length > 0,
    planted: ['app/offline/a.ts', '/** Other. */\nexport const keptPages = 1\n'],
  },
  {
    rule: 'nothing is cast to never',
    breaks: (file, text) => /^(app|db)\//.test(file) && /\bas never\b/.test(text.replace(COMMENT, '')),
    planted: ['app/platform/a.ts', 'export const a = b as never\n'],
  },
  {
    rule: 'no work is left in comments, no test is left out, none waits by the clock',
    breaks: (_file, text) => WORK_LEFT.test(text),
    planted: ['tests/a.test.ts', `test.${'sk'}ip('a', () => {})\n`],
  },
]

test.each(conventions)('$rule', ({ breaks, planted }) => {
  expect(offenders(sources, breaks)).toEqual([])
  expect(offenders({ [planted[0]]: planted[1] }, breaks)).toEqual([planted[0]])
})

test('a feature has a file or a folder for its steps and for its queries, never both', () => {
  const both = (files: string[]) =>
    files.filter((file) => {
      const [, folder] = /^(app\/features\/\w+\/(?:steps|queries))\.server\.ts$/.exec(file) ?? []
      return folder !== undefined && files.some((other) => other.startsWith(`${folder}/`))
    })
  expect(both(Object.keys(sources))).toEqual([])
  const planted = ['app/features/essays/steps.server.ts', 'app/features/essays/steps/a.server.ts']
  expect(both(planted)).toEqual(planted.slice(0, 1))
})

/** For each import rule the smallest tree that breaks it. A file named "import" stands for an import of that path. */
const value = (from: string, to: string): Files => ({
  [from]: `import { x } from '#${to}'\nx()\n`,
  [to]: TARGET,
})
const fromPackage = (from: string, name: string): Files => ({ [from]: `import * as x from '${name}'\nx\n` })
const TARGET = 'export const x = () => 1\n'

const planted: Record<string, Files> = {
  'no-circular': {
    'app/platform/a.ts': "import { b } from '#app/platform/b.ts'\nexport const a = () => b()\n",
    'app/platform/b.ts': "import { a } from '#app/platform/a.ts'\nexport const b = () => a()\n",
  },
  'foreign-feature': value(
    'app/features/essays/operations/a.server.ts',
    'app/features/identity/operations/b.server.ts',
  ),
  'rules-are-pure': value('app/features/essays/a.ts', 'app/platform/ctx.ts'),
  'islands-stay-in-the-browser': value('app/features/essays/islands/a.ts', 'app/platform/ctx.ts'),
  'nobody-imports-islands': value('app/features/essays/a.ts', 'app/features/essays/islands/b.ts'),
  'components-take-types-only': value('app/ui/a.tsx', 'app/platform/b.server.ts'),
  'routes-have-no-sql': fromPackage('app/routes/today/route.tsx', 'kysely'),
  'nobody-imports-routes': value('app/features/essays/a.ts', 'app/routes/today/route.tsx'),
  'no-remix-in-features': fromPackage('app/features/essays/queries/draft.server.ts', '@remix-run/node'),
  'no-react-in-server': fromPackage('app/features/essays/queries/draft.server.ts', 'react'),
  'permits-come-from-the-edge': value(
    'app/features/essays/operations/a.server.ts',
    'app/access/authorize.server.ts',
  ),
  'access-knows-no-feature': value('app/access/a.ts', 'app/features/essays/b.ts'),
  'platform-knows-no-product': value('app/platform/a.ts', 'app/features/essays/b.ts'),
  'ui-knows-no-product': value('app/ui/a.tsx', 'app/platform/b.ts'),
  'offline-knows-nobody': value('app/offline/a.ts', 'app/features/essays/b.ts'),
  'i18n-knows-nobody': value('app/i18n/a.ts', 'app/platform/b.ts'),
  'db-knows-no-app': value('db/a.ts', 'app/platform/b.ts'),
  'nobody-imports-tests': value('app/platform/a.ts', 'tests/b.ts'),
}

const LAST_FEATURE = 'overview'

/** A feature may know those before it: the rule of each is broken by an import of the last. */
const plantedFor = (rule: string): Files | undefined =>
  rule.startsWith('order-')
    ? value(`app/features/${rule.slice('order-'.length)}/a.ts`, `app/features/${LAST_FEATURE}/b.ts`)
    : planted[rule]

/** The names of the rules that a tree of files breaks. */
async function broken(files: Files): Promise<string[]> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alqa-boundaries-'))
  try {
    const all = { 'package.json': readFileSync(path.join(root, 'package.json'), 'utf8'), ...files }
    for (const [file, text] of Object.entries(all)) {
      await mkdir(path.dirname(path.join(folder, file)), { recursive: true })
      await writeFile(path.join(folder, file), text)
    }
    for (const [, name] of Object.values(files)
      .join('\n')
      .matchAll(/from '([^#][^']*)'/g)) {
      const home = path.join(folder, 'node_modules', name ?? '')
      await mkdir(home, { recursive: true })
      await writeFile(path.join(home, 'package.json'), JSON.stringify({ name, main: 'index.js' }))
      await writeFile(path.join(home, 'index.js'), '')
    }
    const { tsConfig: _project, ...rest } = options as { tsConfig?: unknown }
    const tops = [...new Set(Object.keys(files).map((file) => file.split('/')[0] ?? ''))]
    const { output } = await cruise(tops, {
      ...rest,
      baseDir: folder,
      validate: true,
      ruleSet: { forbidden },
    } as Parameters<typeof cruise>[1])
    if (typeof output === 'string') throw new Error(output)
    return [...new Set(output.summary.violations.map(({ rule }) => rule.name))]
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

test.each(forbidden.map(({ name }) => name ?? ''))(
  'import rule %s fails on a planted violation',
  async (rule) => {
    const files = plantedFor(rule)
    expect(files, 'a new rule needs a planted violation').toBeDefined()
    expect(await broken(files ?? {})).toContain(rule)
  },
)

test('a tree that keeps the import rules breaks none', async () => {
  const good = value('app/routes/today/route.tsx', 'app/features/essays/a.ts')
  expect(await broken(good)).toEqual([])
})

test('table ownership: a table is written by its feature and read by those that are listed', () => {
  const found = Object.entries(sources).flatMap(([file, text]) =>
    strangeTables(file, text).map((naming) => ({ file, naming })),
  )
  expect(found.filter(({ naming }) => !allowed.includes(naming))).toEqual([])
  // What nobody needs any more leaves the list.
  const used = new Set(found.map(({ naming }) => naming))
  // A deletion reads as well: "delete from session".
  expect(allowed.filter((naming) => !used.has(naming))).toEqual([])
})

test('table ownership: every table and view has an owner', () => {
  const schema = sources['db/schema.ts'] ?? ''
  const [, body = ''] = /export interface DB \{([\s\S]*?)\n\}/.exec(schema) ?? []
  const tables = [...body.matchAll(/^ {2}(\w+):/gm)].map(([, name]) => name ?? '')
  expect(tables.length).toBeGreaterThan(20)
  expect(tables.filter((name) => !(name in owners) && !(name in views))).toEqual([])
})

test.each([
  ["ctx.db.selectFrom('mark as m').selectAll()", 'essays reads mark'],
  ["ctx.db.selectFrom('attempt').innerJoin(\n'outcome as o', 'o.id', 'a.id')", 'essays reads outcome'],
  ['sql`select 1 from mark m`', 'essays reads mark'],
  ['sql`select 1 from attempt a left join lateral x on true join outcome o on true`', 'essays reads outcome'],
  ["tx.db.insertInto('mark').values(row)", 'essays writes mark'],
  ["tx.db.updateTable('outcome').set(row)", 'essays writes outcome'],
  ['sql`insert into mark values (1)`', 'essays writes mark'],
  ['sql`update outcome set points = 1`', 'essays writes outcome'],
  ["tx.db.deleteFrom('grading_lease')", 'essays writes grading_lease'],
])('table ownership fails on a planted violation: %s', (text, naming) => {
  expect(strangeTables('app/features/essays/queries/a.server.ts', text)).toContain(naming)
  expect(strangeTables('app/features/grading/queries/a.server.ts', text)).not.toContain(
    naming.replace('essays', 'grading'),
  )
  expect(allowed).not.toContain(naming)
})
