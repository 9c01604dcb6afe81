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
  end(): Promise<void>
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

/**
 * Starts the built site with its demo on a folder of its own, and waits until it answers. Its database
 * survives a power cut only where it is to be `durable`.
 */
export async function startDemo({ durable = false } = {}): Promise<RunningDemo> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alqa-demo-'))
  // Root's PostgreSQL runs as another user, who must reach the folder.
  await chmod(folder, 0o755)
  // The server adopts this one.
  const database = await startEmbedded({ dataDir: folder, log: () => {}, durable })
  let server: ChildProcess | undefined
  const end = async () => {
    if (server) await endProcess(server)
    await database.stop()
    await removeEmbedded(folder)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    const port = await freePort()
    const origin = `http://localhost:${port}`
    server = startServer({ folder, port })
    await untilReady(origin, server, 120_000)
    return { origin, databaseUrl: database.url, folder, pid: server.pid ?? 0, end }
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
