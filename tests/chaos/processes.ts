import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { findPlace } from '#db/embedded/place.ts'
import { signalPostmaster } from '#db/embedded/postmaster.ts'
import { endProcess, freePort, untilReady } from '#tests/setup/running-demo.ts'

export type Processes = {
  databaseUrl: string
  port: number
  /** How often the web process ended though nobody had killed it. */
  endedByItself(): number
  /** Ends the web process at once, and starts another one on its port. */
  killWeb(): Promise<void>
  /** Ends PostgreSQL at once; its keeper, which is the product's, starts it again. */
  killDatabase(): Promise<void>
  end(): Promise<void>
}

/** A process that ends when this one is gone, also by SIGKILL. */
const leashed = (args: string[], env: NodeJS.ProcessEnv): ChildProcess =>
  spawn(process.execPath, ['--import', './app/commands/leash.mjs', ...args], {
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    env,
  })

/** Starts an embedded PostgreSQL that survives a power cut, and the web process as it is in production. */
export async function startProcesses(secret: string): Promise<Processes> {
  const folder = await mkdtemp(path.join(tmpdir(), 'alqa-chaos-'))
  // Root's PostgreSQL runs as another user, who must reach the folder.
  await chmod(folder, 0o755)
  const database = leashed(['tests/chaos/database-process.ts', folder], process.env)
  const [{ url: databaseUrl }] = (await once(database, 'message')) as [{ url: string }]
  const place = await findPlace(folder)
  const port = await freePort()
  const origin = `http://127.0.0.1:${port}`
  let web: ChildProcess | null = null
  let endedByItself = 0

  async function startWeb(): Promise<void> {
    for (;;) {
      const child = leashed(['app/server.ts'], {
        ...process.env,
        NODE_ENV: 'production',
        LOG_LEVEL: 'silent',
        DATABASE_URL: databaseUrl,
        SESSION_SECRET: secret,
        MAIL: 'off',
        ALQA_DATA_DIR: folder,
        HOST: '127.0.0.1',
        PORT: String(port),
        PUBLIC_URL: origin,
      })
      web = child
      // It refuses to start where the database is away: as a supervisor would, we start it again.
      const ready = await untilReady(origin, child, 60_000).then(
        () => true,
        () => false,
      )
      if (ready) return watchOver(child)
      await endProcess(child)
    }
  }

  /** Nothing that happens to the database or the line may end the process. */
  function watchOver(child: ChildProcess): void {
    child.once('exit', (code) => {
      if (code === null || child !== web) return
      endedByItself += 1
      void startWeb()
    })
  }

  await startWeb()
  return {
    endedByItself: () => endedByItself,
    databaseUrl,
    port,
    async killWeb() {
      if (!web) return
      const gone = once(web, 'exit')
      web.kill('SIGKILL')
      await gone
      await startWeb()
    },
    async killDatabase() {
      signalPostmaster(place, 'SIGKILL')
      await untilReadyAgain(origin)
    },
    async end() {
      const last = web
      web = null
      if (last) await endProcess(last)
      await endProcess(database)
    },
  }
}

/** The web process says by itself when its database is back. */
async function untilReadyAgain(origin: string): Promise<void> {
  for (let good = 0; good < 3; await new Promise((next) => setTimeout(next, 300))) {
    const answer = await fetch(`${origin}/readyz`, { signal: AbortSignal.timeout(2_000) }).catch(() => null)
    await answer?.text().catch(() => '')
    good = answer?.ok ? good + 1 : 0
  }
}
