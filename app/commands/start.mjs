import { readFileSync } from 'node:fs'
import { ensureBuilt } from './build.mjs'
import { ensureInstalled, findNode } from './install.mjs'
import { run } from './run.mjs'

// `npm start`: from a fresh clone to a running platform. Runs on Node 20 and without packages; the server runs on Node 24.

endWithNpm()
await ensureInstalled()
const node = findNode()
await ensureBuilt()

const leash = new URL('./leash.mjs', import.meta.url)

// A group of its own, so that Ctrl-C reaches the server once, through us; the leash ends it should we be killed.
const code = await run(node, ['--import', leash.href, 'app/server.ts'], {
  last: true,
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env: { NODE_ENV: 'production', ...process.env },
})
process.exit(code)

/** A killed npm tells nobody: without this the server would stay and keep the port from the next start. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  if (npmIsGone()) process.exit(143)
  const parents = npmAbove()
  setInterval(() => {
    if (npmAbove() !== parents) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}

/** npm ended before we could look: the system's first process, when that is no npm itself, has adopted us. */
function npmIsGone() {
  if (process.ppid !== 1) return false
  try {
    return !/npm|yarn|bun|node|sh/.test(readFileSync('/proc/1/cmdline', 'utf8').split('\0')[0] ?? '')
  } catch {
    return false
  }
}

/** Our parent; and where that is the shell that npm put in between, and the system tells, the shell's parent too. */
function npmAbove() {
  try {
    const stat = readFileSync(`/proc/${process.ppid}/stat`, 'utf8')
    const [, shellsParent] = /\((?:da|ba)?sh\) \S (\d+)/.exec(stat) ?? []
    return `${process.ppid} ${shellsParent}`
  } catch {
    return `${process.ppid} undefined`
  }
}
