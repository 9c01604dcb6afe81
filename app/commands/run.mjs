import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))

/** @type {NodeJS.Signals[]} */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP']

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
    /** @type {NodeJS.Signals | undefined} */
    let asked
    let askedAt = 0
    /** @param {NodeJS.Signals} signal */
    const passOn = (signal) => {
      // Ctrl-C comes twice: from the terminal to the whole group, and again from npm, which passes it on.
      if (signal === asked && Date.now() - askedAt < 1000) return
      asked = signal
      askedAt = Date.now()
      // A closed terminal (SIGHUP) is no reason to end less cleanly.
      child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    }
    for (const signal of SIGNALS) process.on(signal, passOn)
    child.once('error', (error) => {
      console.error(`${program} cannot run: ${error.message}`)
      resolve(127)
    })
    child.once('exit', (code, signal) => {
      if (asked && !last) process.exit(exitCode(null, asked))
      for (const each of SIGNALS) process.off(each, passOn)
      resolve(exitCode(code, signal))
    })
  })
}

/** @param {number | null} code @param {NodeJS.Signals | null} signal */
function exitCode(code, signal) {
  return code ?? 128 + (signal ? constants.signals[signal] : 0)
}
