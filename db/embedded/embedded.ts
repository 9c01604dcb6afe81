import type { ChildProcess } from 'node:child_process'
import { rm } from 'node:fs/promises'
import { basename } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { findBinaries } from './binaries.ts'
import { ensureCluster, hasCluster, readPassword } from './cluster.ts'
import { askServer, databaseUrl, ensureDatabase } from './connection.ts'
import { keepRunning } from './keep-running.ts'
import { holdServer, releaseServer, withLock } from './lock.ts'
import { findPlace, type Place } from './place.ts'
import { choosePort } from './port.ts'
import {
  findPostmaster,
  logSize,
  readLog,
  signalPostmaster,
  spawnPostmaster,
  stopPostmaster,
} from './postmaster.ts'

export type EmbeddedOptions = {
  /** The database lives in `<dataDir>/postgres`. */
  dataDir: string
  log: (line: string) => void
  /** `false` for tests: commits are not forced to disk, so a power cut may destroy the cluster. */
  durable?: boolean
}

export type Embedded = {
  url: string
  /** Stops the server if nobody else uses it. Safe to call twice. */
  stop(): Promise<void>
  /** Whether a living server was found, rather than a new one started. */
  adopted: boolean
}

/** Crash recovery replays the log since the last checkpoint: seconds, rarely more. */
const PATIENCE = 60_000

/** Starts the embedded PostgreSQL of a data directory, or adopts the one that is already running there. */
export async function startEmbedded({ dataDir, log, durable = true }: EmbeddedOptions): Promise<Embedded> {
  const place = await findPlace(dataDir)
  return withLock(place.desk, async () => {
    const password = await readPassword(place)
    const release = await hold(place)
    try {
      const running = await adopt(place, password, log)
      const port = running ?? (await start(place, password, log, durable))
      const leave = keepRunning(place, () => start(place, password, log, durable), log)
      return {
        url: databaseUrl(port, password),
        adopted: running !== undefined,
        stop: () => {
          leave()
          return withLock(place.desk, release)
        },
      }
    } catch (error) {
      await release()
      throw error
    }
  })
}

/** Uses the server until the answered function is called, or until Node exits without having called it. */
async function hold(place: Place): Promise<() => Promise<void>> {
  const note = await holdServer(place.desk)
  const atExit = () => {
    if (!releaseServer(place.desk, note)) signalPostmaster(place)
  }
  process.on('exit', atExit)
  return async () => {
    process.off('exit', atExit)
    if (!releaseServer(place.desk, note)) await stopPostmaster(place)
  }
}

/** Stops the server of a data directory, whoever uses it, and deletes the database with everything in it. */
export async function removeEmbedded(dataDir: string): Promise<void> {
  const place = await findPlace(dataDir)
  await withLock(place.desk, () => stopPostmaster(place))
  if (/^alqa-[0-9a-f]{8}$/.test(basename(place.home))) await rm(place.home, { recursive: true, force: true })
  await rm(place.desk, { recursive: true, force: true })
}

async function adopt(
  place: Place,
  password: string,
  log: (line: string) => void,
): Promise<number | undefined> {
  for (const end = Date.now() + PATIENCE; ; await pause(100)) {
    const server = findPostmaster(place)
    if (!server) return undefined
    const answer = await askServer(place, server.port, password)
    if (answer === 'ours') {
      log(`PostgreSQL is already running (process ${server.pid}, port ${server.port})`)
      await ensureDatabase(server.port, password)
      return server.port
    }
    if (answer === 'foreign')
      throw new Error(
        `${place.cluster}/postmaster.pid names process ${server.pid}, which serves another database. If this folder is a copy, delete that file.`,
      )
    if (Date.now() > end)
      throw new Error(
        `PostgreSQL (process ${server.pid}) has not answered for ${PATIENCE / 1000} s; see ${place.log}`,
      )
  }
}

async function start(
  place: Place,
  password: string,
  log: (line: string) => void,
  durable: boolean,
): Promise<number> {
  if (!(await hasCluster(place))) log('Creating the database; the first start takes a few seconds …')
  const binaries = await findBinaries(place.account)
  await ensureCluster(place, binaries, password, durable)
  for (const end = Date.now() + PATIENCE; ; await pause(200)) {
    const port = await choosePort(place.desk)
    const before = await logSize(place)
    const failure = await untilReady(
      place,
      password,
      port,
      await spawnPostmaster(place, binaries, port, durable),
    )
    if (failure === undefined) {
      await ensureDatabase(port, password)
      log(`PostgreSQL started (port ${port}, data in ${place.cluster})`)
      return port
    }
    const said = (await readLog(place, before)).trim()
    if (!isPassing(said) || Date.now() > end)
      throw new Error(`PostgreSQL did not start (${failure}). ${place.log} says:\n${said}`)
  }
}

/** Backends of a killed server need a moment to go, and another program may have taken the port in between. */
function isPassing(said: string): boolean {
  return /pre-existing shared memory block|lock file ".*" already exists|could not (bind|create any TCP)/.test(
    said,
  )
}

/** Answers nothing when the server serves, or how it ended. */
async function untilReady(
  place: Place,
  password: string,
  port: number,
  child: ChildProcess,
): Promise<string | undefined> {
  let ended: string | undefined
  child.once('error', (error) => (ended = error.message))
  child.once('exit', (code, signal) => (ended = `exit ${code ?? signal}`))
  for (const end = Date.now() + PATIENCE; ; await pause(20)) {
    if (ended !== undefined) return ended
    const answer = await askServer(place, port, password)
    if (answer === 'ours') return undefined
    if (answer === 'foreign') return 'the password does not fit'
    if (Date.now() > end) return `no answer for ${PATIENCE / 1000} s`
  }
}
