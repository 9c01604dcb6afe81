import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'

type Entry = { version?: string; optionalDependencies?: Record<string, string> }
const packages: Record<string, Entry> = JSON.parse(readFileSync('package-lock.json', 'utf8')).packages

// npm leaves out what the registry of the moment does not offer for other platforms, and then refuses its own lock file:
// "npm ci" fails with "Missing: … from lock file". Each such package needs its entry, with version, os and cpu.
test('the lock file names every optional package, those of other platforms too', () => {
  const missing = Object.entries(packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.keys(optionalDependencies).filter((name) => !isLocked(path, name)),
  )
  expect(missing).toEqual([])
})

/** Looks where Node would: in the package's own node_modules, then outwards. */
function isLocked(path: string, name: string): boolean {
  const folders = path
    .split('/node_modules/')
    .map((_, depth, all) => all.slice(0, depth + 1).join('/node_modules/'))
  return ['', ...folders].some((folder) => `${folder && `${folder}/`}node_modules/${name}` in packages)
}
