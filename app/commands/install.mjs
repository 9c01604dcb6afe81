import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { run } from './run.mjs'

// This file runs before anything is installed: plain JavaScript for Node 20, with nothing but Node's own modules.

/** The folder of the checkout. */
export const ROOT = fileURLToPath(new URL('../..', import.meta.url))

const STAMP = join(ROOT, 'node_modules', '.alqa-lock-hash')

/** Installs the packages if they are missing or belong to another package-lock.json. Ends the process when that fails. */
export async function ensureInstalled() {
  const wanted = createHash('sha256')
    .update(readFileSync(join(ROOT, 'package-lock.json')))
    .digest('hex')
  const present = existsSync(STAMP) && readFileSync(STAMP, 'utf8')
  if (present === wanted) return
  console.log(`Installing packages (npm ci)${present ? ', package-lock.json has changed' : ''} …`)
  const started = Date.now()
  // Development packages build the site, so they are wanted whatever NODE_ENV says.
  // The packages may want a newer Node than the one that installs them: they get it. That warning would only alarm.
  const args = ['ci', '--loglevel=error', '--include=dev', '--include=optional', '--no-audit', '--no-fund']
  const code = await run('npm', args, { env: { ...process.env, PATH: pathWithoutInstalled() } })
  if (code !== 0) fail(`npm ci failed (exit ${code}); what it says above is the reason.`, code)
  writeFileSync(STAMP, wanted)
  console.log(`Packages installed in ${Math.round((Date.now() - started) / 1000)} s`)
}

/** The path of a Node that can run the project: the one that came with the packages, or the one running now. */
export function findNode() {
  const installed = join(ROOT, 'node_modules', '.bin', 'node')
  for (const node of [installed, process.execPath]) {
    const version = node === process.execPath ? process.version : existsSync(node) && versionOf(node)
    if (version && isNewEnough(version)) return node
  }
  return fail(
    `Node 22.18 or newer is needed; this is ${process.version}, and none came with the packages for ${process.platform}-${process.arch}.`,
  )
}

/** Prints one line and ends the process. @param {string} line @param {number} [code] @returns {never} */
export function fail(line, code = 1) {
  console.error(line)
  process.exit(code)
}

/** @param {string} node */
function versionOf(node) {
  const { status, stdout } = spawnSync(node, ['--version'], { encoding: 'utf8' })
  return status === 0 && stdout.trim()
}

/** @param {string} version */
function isNewEnough(version) {
  const [major = 0, minor = 0] = version.slice(1).split('.').map(Number)
  return major > 22 || (major === 22 && minor >= 18)
}

/** npm must not run on the Node that it is about to replace. */
function pathWithoutInstalled() {
  const own = join(ROOT, 'node_modules')
  return (process.env.PATH ?? '')
    .split(delimiter)
    .filter((folder) => !folder.startsWith(own))
    .join(delimiter)
}
