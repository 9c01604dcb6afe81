import { type ChildProcess, spawn, spawnSync } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import { open, readFile, rename, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { serverEnvironment } from './cluster.ts'
import type { Place } from './place.ts'
import { LOOPBACK } from './port.ts'
import { isAlive } from './process-mark.ts'

/** A server process as its `postmaster.pid` describes it; the port is 0 while it has not written it yet. */
export type Postmaster = { pid: number; port: number }

const LOG_LIMIT = 10_000_000

/**
 * Finds the living server of the cluster. A `postmaster.pid` whose process is gone, is a zombie, or is another program
 * that got the same number (usual after a container restart) is removed: PostgreSQL itself would refuse to start. Should
 * one serve the folder all the same, its shared memory still keeps a second one out.
 */
export function findPostmaster(place: Place): Postmaster | undefined {
  const file = join(place.cluster, 'postmaster.pid')
  const lines = readText(file).split('\n')
  const pid = Number(lines[0])
  if (!pid) return undefined
  if (isAlive(pid) && serves(pid, place.cluster)) return { pid, port: Number(lines[3] ?? 0) }
  rmSync(file, { force: true })
  return undefined
}

/** Asks the server to end, without waiting for it: the only thing left to do while Node is exiting. */
export function signalPostmaster(place: Place, signal: NodeJS.Signals = 'SIGINT'): Postmaster | undefined {
  const server = findPostmaster(place)
  if (!server) return undefined
  try {
    process.kill(server.pid, signal)
    return server
  } catch {
    return undefined
  }
}

/** Starts the server in a session of its own: Ctrl-C reaches Node, which stops the server when it is done with it. */
export async function spawnPostmaster(
  place: Place,
  binaries: string,
  port: number,
  durable: boolean,
): Promise<ChildProcess> {
  const log = await openLog(place)
  const settings = [
    `listen_addresses=${LOOPBACK}`,
    'unix_socket_directories=',
    'timezone=UTC',
    'log_timezone=UTC',
    ...(durable ? [] : ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off']),
  ]
  const args = ['-D', place.cluster, '-p', String(port), ...settings.flatMap((setting) => ['-c', setting])]
  const child = spawn(join(binaries, 'postgres'), args, {
    ...place.account,
    cwd: place.home,
    env: serverEnvironment(),
    detached: true,
    stdio: ['ignore', log.fd, log.fd],
  })
  child.unref()
  await log.close()
  return child
}

/** Stops the server: fast shutdown, and after half a minute an immediate one, which the next start recovers from. */
export async function stopPostmaster(place: Place): Promise<void> {
  for (const signal of ['SIGINT', 'SIGQUIT', 'SIGKILL'] as const) {
    const server = signalPostmaster(place, signal)
    if (!server) return
    for (let end = Date.now() + 30_000; Date.now() < end; await pause(20))
      if (findPostmaster(place)?.pid !== server.pid) return
  }
  throw new Error(`PostgreSQL does not end; see ${place.log}`)
}

/** How long the log is now, so that `readLog` can answer what was added. */
export async function logSize(place: Place): Promise<number> {
  return (await stat(place.log).catch(() => undefined))?.size ?? 0
}

/** The log from this byte on. */
export async function readLog(place: Place, from: number): Promise<string> {
  return (await readFile(place.log)).subarray(from).toString('utf8')
}

async function openLog(place: Place) {
  if ((await logSize(place)) > LOG_LIMIT) await rename(place.log, `${place.log}.1`)
  return open(place.log, 'a', 0o600)
}

/**
 * Whether the process is a PostgreSQL of this cluster, or of a folder that is no longer there: ours, moved while it ran.
 * A zombie has no command line any more, so it does not count.
 */
function serves(pid: number, cluster: string): boolean {
  const [program = '', flag, folder = ''] = commandOf(pid)
  if (basename(program) !== 'postgres' || flag !== '-D') return false
  return folder === cluster || !existsSync(folder)
}

function commandOf(pid: number): string[] {
  if (process.platform === 'linux') return readText(`/proc/${pid}/cmdline`).split('\0')
  const { stdout } = spawnSync('ps', ['-o', 'command=', '-p', String(pid)], { encoding: 'utf8' })
  return /^(.+) (-D) (.+) -p \d+ /.exec(stdout)?.slice(1) ?? []
}

function readText(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
