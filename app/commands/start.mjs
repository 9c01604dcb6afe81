import { ensureBuilt } from './build.mjs'
import { ensureInstalled, findNode } from './install.mjs'
import { run } from './run.mjs'

// `npm start`: from a fresh clone to a running platform. Runs on Node 20 and without packages; the server runs on Node 24.

await ensureInstalled()
const node = findNode()
await ensureBuilt()
endWithNpm()

// A group of its own, so that Ctrl-C reaches the server once, through us; the leash ends it should we be killed.
const code = await run(node, ['--import', './app/commands/leash.mjs', 'app/server.ts'], {
  last: true,
  detached: true,
  stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  env: { NODE_ENV: 'production', ...process.env },
})
process.exit(code)

/** When npm is killed it tells nobody: without this the server would stay and keep the port from the next start. */
function endWithNpm() {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => {
    if (process.ppid !== parent) process.kill(process.pid, 'SIGTERM')
  }, 500).unref()
}
