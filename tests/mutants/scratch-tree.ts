import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Mutant, mutate } from './mutant.ts'
import { patchBundle } from './patch-bundle.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const LEFT_OUT = new Set(['.git', '.data', '.cache', 'build', 'node_modules', 'test-results'])

/** How a run of tests ended: `broken` where nothing could be tested (the build failed, a file could not be read). */
export type Verdict = { result: 'passed' | 'failed' | 'broken'; failed: string[] }

/** A copy of the checkout to plant bugs in: what somebody works on is never touched. */
export type ScratchTree = {
  /** Runs test files in the copy, with `mutant` in it where one is given. */
  run(tests: string[], mutant?: Mutant): Promise<Verdict>
  [Symbol.asyncDispose](): Promise<void>
}

/** Copies the checkout; packages are shared. The site is built where tests ask it. */
export async function copyTree(): Promise<ScratchTree> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alqa-mutants-'))
  await cp(ROOT, folder, {
    recursive: true,
    filter: (file) => !LEFT_OUT.has(path.relative(ROOT, file).split(path.sep)[0] ?? ''),
  })
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  let isBuilt = false
  // Tests in `tests/` ask the built site; those beside the code read the sources.
  const asksSite = (tests: string[]) => tests.some((test) => test.startsWith('tests/'))

  async function plant(mutant: Mutant, tests: string[]): Promise<Verdict> {
    const file = path.join(folder, mutant.file)
    const source = await readFile(file, 'utf8')
    const mutated = mutate(source, mutant)
    const undo = asksSite(tests)
      ? await patchBundle(path.join(folder, BUNDLE), file, [source, mutated])
      : null
    await writeFile(file, mutated)
    try {
      const how = undo || !asksSite(tests) ? 'none' : 'server'
      return (await built(folder, how)) ? await runTests(folder, tests) : BROKEN
    } finally {
      await writeFile(file, source)
      if (undo) await undo()
      else if (asksSite(tests)) await built(folder, 'server')
    }
  }

  return {
    async run(tests, mutant) {
      if (asksSite(tests) && !isBuilt) {
        if (!(await built(folder, 'all'))) return BROKEN
        isBuilt = true
      }
      if (mutant) return plant(mutant, tests)
      return (await built(folder, 'none')) ? runTests(folder, tests, ['--retry=2']) : BROKEN
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

const BUNDLE = 'build/server/index.js'
const BROKEN: Verdict = { result: 'broken', failed: [] }

const built = async (folder: string, what: 'all' | 'server' | 'none'): Promise<boolean> =>
  (await exitCode(folder, ['tests/mutants/build-server.ts', what])) === 0

type Report = {
  numFailedTests?: number
  testResults?: { status: string; name: string; assertionResults: { status: string; fullName: string }[] }[]
}

async function runTests(folder: string, tests: string[], options = ['--bail=1']): Promise<Verdict> {
  const report = path.join(folder, '.mutants.json')
  await rm(report, { force: true })
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile.json=${report}`]
  const code = await exitCode(folder, [...vitest, '--testTimeout=60000', ...options, ...tests])
  if (code === 0) return { result: 'passed', failed: [] }
  const { testResults = [] }: Report = JSON.parse(await readFile(report, 'utf8').catch(() => '{}'))
  const failed = testResults
    .filter(({ status }) => status === 'failed')
    .flatMap(({ name, assertionResults }) => [
      // Where no test of a file failed its preparation did, which has seen the bug, too.
      ...(assertionResults.some((one) => one.status === 'failed') || assertionResults.length === 0
        ? []
        : [name]),
      ...assertionResults.filter((one) => one.status === 'failed').map(({ fullName }) => fullName),
    ])
  return { result: failed.length > 0 ? 'failed' : 'broken', failed }
}

const exitCode = (cwd: string, args: string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'ignore' })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
