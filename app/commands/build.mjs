import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { fail, ROOT } from './install.mjs'
import { run } from './run.mjs'

const STAMP = join(ROOT, 'build', '.stamp')

/** What a build is made of. The course in `content/` is not: it goes into the database. */
const SOURCES = [
  'app',
  'public',
  'package.json',
  'package-lock.json',
  'tsconfig.json',
  'vite.config.ts',
  'remix.config.js',
]

/** Builds the site if there is no build of exactly these sources. Ends the process when that fails. */
export async function ensureBuilt() {
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === sourcesHash()) return
  console.log('Building the site (npm run build) …')
  const started = Date.now()
  const code = await build()
  if (code !== 0) fail(`The build failed (exit ${code}); what it says above is the reason.`, code)
  console.log(`Built in ${Math.round((Date.now() - started) / 1000)} s`)
}

/** Builds the site and notes of which sources; answers the exit code. */
export async function build() {
  const sources = sourcesHash()
  rmSync(STAMP, { force: true })
  const code = await run('npm', ['run', '--silent', 'build'], {
    env: { ...process.env, NODE_ENV: 'production' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (code !== 0) return code
  noteBuilt(sources)
  return 0
}

/** Notes that the build is one of these sources, or that no other one is needed. */
export function noteBuilt(sources = sourcesHash()) {
  mkdirSync(join(ROOT, 'build'), { recursive: true })
  writeFileSync(STAMP, sources)
}

function sourcesHash() {
  const hash = createHash('sha256')
  for (const path of SOURCES.flatMap(filesOf))
    hash
      .update(`${path}\0`)
      .update(readFileSync(join(ROOT, path)))
      .update('\0')
  return hash.digest('hex')
}

/** All files at or below a path of the checkout, in a fixed order, without tests. @param {string} path @returns {string[]} */
function filesOf(path) {
  const stat = statSync(join(ROOT, path), { throwIfNoEntry: false })
  if (!stat) return []
  if (!stat.isDirectory()) return /\.test\.tsx?$/.test(path) ? [] : [path]
  return readdirSync(join(ROOT, path))
    .sort()
    .flatMap((name) => filesOf(`${path}/${name}`))
}
