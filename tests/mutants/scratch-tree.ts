import { spawn } from 'node:child_process'
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type Mutant, mutate } from './mutant.ts'

const ROOT = path.resolve(import.meta.dirname, '../..')
const LEFT_OUT = new Set(['.git', '.data', '.cache', 'node_modules', 'test-results'])

/** How a run of tests ended: `broken` where nothing could be tested (the build failed, a file could not be read). */
export type Verdict = 'passed' | 'failed' | 'broken'

/** A copy of the checkout to plant bugs in: what somebody works on is never touched. */
export type ScratchTree = {
  /** Runs test files in the copy, with `mutant` in it where one is given. */
  run(tests: string[], mutant?: Mutant): Promise<Verdict>
  [Symbol.asyncDispose](): Promise<void>
}

/** Copies the checkout with its build; packages are shared. */
export async function copyTree(): Promise<ScratchTree> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alqa-mutants-'))
  await cp(ROOT, folder, {
    recursive: true,
    filter: (file) => !LEFT_OUT.has(path.relative(ROOT, file).split(path.sep)[0] ?? ''),
  })
  await symlink(path.join(ROOT, 'node_modules'), path.join(folder, 'node_modules'))
  return {
    async run(tests, mutant) {
      if (!mutant) return runTests(folder, tests)
      const file = path.join(folder, mutant.file)
      const source = await readFile(file, 'utf8')
      await writeFile(file, mutate(source, mutant))
      try {
        return await runTests(folder, tests)
      } finally {
        await writeFile(file, source)
      }
    },
    [Symbol.asyncDispose]: () => rm(folder, { recursive: true, force: true }),
  }
}

async function runTests(folder: string, tests: string[]): Promise<Verdict> {
  // Tests of routes ask the built site, which is built anew where its sources have changed.
  const built = await exitCode(folder, [
    '--input-type=module',
    '--eval',
    "await (await import('./app/commands/build.mjs')).ensureBuilt()",
  ])
  if (built !== 0) return 'broken'
  const report = path.join(folder, '.mutants.json')
  await rm(report, { force: true })
  const vitest = ['node_modules/vitest/vitest.mjs', 'run', '--reporter=json', `--outputFile.json=${report}`]
  const code = await exitCode(folder, [...vitest, '--bail=1', ...tests])
  if (code === 0) return 'passed'
  const failed = JSON.parse(await readFile(report, 'utf8').catch(() => '{}')).numFailedTests ?? 0
  return failed > 0 ? 'failed' : 'broken'
}

const exitCode = (cwd: string, args: string[]): Promise<number> =>
  new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, { cwd, stdio: 'ignore' })
    child.on('error', reject)
    child.on('exit', (code) => resolve(code ?? 1))
  })
