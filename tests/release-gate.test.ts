import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { type Action, may, permissions } from '#app/access/permissions.ts'

const root = path.resolve(import.meta.dirname, '..')

type Files = Record<string, string>

/** Every source file of the application: path from the root → text. */
const sources: Files = Object.fromEntries(
  readdirSync(path.join(root, 'app'), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name) && !entry.name.includes('.test.'))
    .map((entry) => path.relative(root, path.join(entry.parentPath, entry.name)))
    .map((file) => [file, readFileSync(path.join(root, file), 'utf8')]),
)

/** What a file runs of others; types alone are nothing that runs. */
const importsOf = (files: Files, file: string): string[] =>
  [...(files[file] ?? '').matchAll(/^(?:import|export) (?!type )[^'"]*?'([^']+)'|\bimport\('([^']+)'\)/gm)]
    .map(([, given, lazy]) => given ?? lazy ?? '')
    .map((name) =>
      name.startsWith('#app/')
        ? name.slice(1)
        : name.startsWith('.')
          ? path.join(path.dirname(file), name)
          : '',
    )
    .map((name) => name.replace(/\?.*$/, ''))
    .filter((name) => name in files)

function reachedFrom(files: Files, starts: string[]): Set<string> {
  const reached = new Set(starts)
  for (const file of reached) for (const next of importsOf(files, file)) reached.add(next)
  return reached
}

/** Routes that let nobody in but staff: every permit they ask for is out of a participant's reach. */
function isForStaff(text: string): boolean {
  const asked = [...text.matchAll(/authorize\(\s*ctx,\s*request,\s*'([\w.-]+)'/g)].map(([, action]) => action)
  return asked.length > 0 && asked.every((action) => !may('participant', action as Action))
}

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*$/gm
const BEHIND_THE_GATE = ['mark', 'mark_draft', 'outcome', 'current_outcome', 'release', 'hold']
const named = (text: string): string[] =>
  [
    ...text
      .replace(COMMENT, '')
      .matchAll(/\b(?:from|join|using)\s+([a-z_]+)\b|(?:selectFrom|[jJ]oin|using)\(\s*'([a-z_]+)/g),
  ]
    .map(([, inSql, inKysely]) => inSql ?? inKysely ?? '')
    .filter((table) => BEHIND_THE_GATE.includes(table))

/** What of the application a participant sets to work, and the files among it that read round the gate. */
function round(files: Files): { entries: string[]; leaks: string[] } {
  const entries = Object.keys(files).filter(
    (file) => /^app\/(root\.tsx|routes\/[^/]+\/route\.tsx?)$/.test(file) && !isForStaff(files[file] ?? ''),
  )
  const leaks = [...reachedFrom(files, entries)].filter((file) => named(files[file] ?? '').length > 0)
  return { entries, leaks }
}

test('release gate: nothing that a participant reaches reads marks or outcomes but through the views of the gate', () => {
  const { entries, leaks } = round(sources)
  for (const page of ['essays.$slug.feedback', 'today', 'progress', 'calendar[.]ics'])
    expect(entries.some((file) => file.includes(`/${page}/`))).toBe(true)
  expect(entries).not.toContain('app/routes/grade.release/route.tsx')
  expect(Object.keys(permissions)).toContain('feedback.read')
  expect(leaks).toEqual([])
})

const feedback = 'app/features/grading/queries/returned.server.ts'
test.each([
  ['in the query of a page', feedback, ".innerJoin('outcome as o', 'o.script_id', 's.id')"],
  [
    'in SQL of another feature',
    'app/features/essays/queries/prompts.server.ts',
    'sql`select points from outcome o`',
  ],
  ['by the decisions of markers', 'app/features/progress/today.ts', 'sql`join current_outcome c on true`'],
  ['by the mark itself', feedback, 'sql`select scores from mark m`'],
  [
    'by a query for staff',
    'app/routes/today/route.tsx',
    "import { finishedMark } from '#app/features/grading/queries/finished.server.ts'\n",
  ],
])('release gate fails on a planted way round it: %s', (_name, file, planted) => {
  expect(file in sources).toBe(true)
  const { leaks } = round({ ...sources, [file]: `${planted}\n${sources[file]}` })
  expect(leaks).not.toEqual([])
})
