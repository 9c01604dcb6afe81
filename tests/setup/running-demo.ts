import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { removeEmbedded, startEmbedded } from '#db/embedded/embedded.ts'

export type RunningDemo = {
  origin: string
  /** Of the embedded database. */
  databaseUrl: string
  /** Everything the demo keeps; gone after `end`. */
  folder: string
  pid: number
  /** Ends the server and the database; the folder stays, to be copied. */
  stop(): Promise<void>
  /** Ends both and deletes the folder. */
  end(): Promise<void>
}

type DemoOptions = {
  /** Whether its database survives a power cut. */
  durable?: boolean
  /** Fills its folder before the start; without, the demo is seeded, which takes most of the time. */
  fill?: (folder: string) => Promise<void>
}

/** Asks the machine for a port that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  if (typeof address !== 'object' || !address) throw new Error('no free port')
  return address.port
}

/** Starts the built site with its demo on a folder of its own, and waits until it answers. */
export async function startDemo({ durable = false, fill }: DemoOptions = {}): Promise<RunningDemo> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alqa-demo-'))
  // Root's PostgreSQL runs as another user, who must reach the folder.
  await chmod(folder, 0o755)
  let stop = async () => {}
  const end = async () => {
    await stop()
    await removeEmbedded(folder)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await fill?.(folder)
    // The server adopts this one.
    const database = await startEmbedded({ dataDir: folder, log: () => {}, durable })
    stop = () => database.stop()
    const port = await freePort()
    const origin = `http://localhost:${port}`
    const server = startServer({ folder, port })
    stop = async () => {
      await endProcess(server)
      await database.stop()
    }
    await untilReady(origin, server, 120_000)
    return { origin, databaseUrl: database.url, folder, pid: server.pid ?? 0, stop, end }
  } catch (error) {
    await end()
    throw error
  }
}

/** Starts a web process on a folder that may have its demo already. */
export function startServer(given: { entry?: string; folder: string; port: number }): ChildProcess {
  const { entry = 'app/server.ts', folder, port } = given
  const { DATABASE_URL: _database, SMTP_URL: _smtp, ...inherited } = process.env
  return spawn(process.execPath, [entry], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env: {
      ...inherited,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      ALQA_DATA_DIR: folder,
      PORT: String(port),
      PUBLIC_URL: `http://localhost:${port}`,
    },
  })
}

/** Resolves when the server answers; throws when it ends before or takes too long. */
export async function untilReady(origin: string, server: ChildProcess, patience: number): Promise<void> {
  for (const limit = Date.now() + patience; ; await new Promise((next) => setTimeout(next, 50))) {
    if (server.exitCode !== null)
      throw new Error(`The server ended with ${server.exitCode} before it answered`)
    const answer = await fetch(`${origin}/readyz`).catch(() => null)
    await answer?.text()
    if (answer?.ok) return
    if (Date.now() > limit) throw new Error(`The server has not answered for ${patience / 1000} s`)
  }
}

/** Ends a process of ours, gently first. */
export async function endProcess(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  const force = setTimeout(() => child.kill('SIGKILL'), 15_000)
  await gone
  clearTimeout(force)
}
