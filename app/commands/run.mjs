import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** @type {import('node:child_process').ChildProcess | undefined} */
let running

/** @type {NodeJS.Signals | undefined} */
let asked
let askedAt = 0

for (const signal of /** @type {NodeJS.Signals[]} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
  process.on(signal, () => {
    // Ctrl-C comes twice: from the terminal to the whole group, and again from npm, which passes it on.
    const repeated = signal === asked && Date.now() - askedAt < 1000
    asked = signal
    if (repeated) return
    askedAt = Date.now()
    if (running) running.kill(signal)
    else process.exit(exitCode(null, signal))
  })
}

/**
 * Runs a program in the checkout, passes signals on to it, and answers its exit code, as a shell would give it. When the
 * step was ended by a signal, the whole command ends with it.
 * @param {string} program
 * @param {string[]} args
 * @param {import('node:child_process').SpawnOptions & { last?: boolean }} [options] `last`: a signal is answered by the
 *   program's own exit code, not turned into the end of this command.
 * @returns {Promise<number>}
 */
export function run(program, args, { last = false, ...options } = {}) {
  return new Promise((resolve) => {
    const child = spawn(program, args, { cwd: ROOT, stdio: 'inherit', ...options })
    running = child
    child.once('error', (error) => {
      console.error(`${program} cannot run: ${error.message}`)
      resolve(127)
    })
    child.once('exit', (code, signal) => {
      running = undefined
      if (asked && !last) process.exit(exitCode(null, asked))
      resolve(exitCode(code, signal))
    })
  })
}

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
function exitCode(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0)
}
