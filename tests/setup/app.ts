import { mkdtempSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import { jobHandlers } from '#app/job-handlers.server.ts'
import { openServices, type Services } from '#app/platform/backing-services.server.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { createHttpServer } from '#app/platform/http/server.server.ts'
import { openLog } from '#app/platform/log.server.ts'
import { drainJobs } from '#app/platform/worker.server.ts'
import { createTestDatabase } from './database.ts'

type Sent = { as?: string; headers?: Record<string, string>; redirect?: RequestRedirect }

/** The whole platform on a database of its own, on a real port. */
export type TestApp = {
  services: Services
  origin: string
  /** The text of every statement since the last `queries.length = 0`. */
  queries: string[]
  /** Every line of the log; empty unless LOG_LEVEL is given. */
  logLines: string[]
  /** Moves the server's clock; without it the clock is the machine's. */
  setNow(now: Date | null): void
  /** GET as a person (id) or as nobody; redirects are not followed. */
  get(address: string, options?: Sent): Promise<Response>
  /** POST of a form as a browser on our own page would send it. */
  post(address: string, form: Record<string, string | string[]>, options?: Sent): Promise<Response>
  /** Any request as a person. */
  send(address: string, init: RequestInit, options?: Sent): Promise<Response>
  /** A Cookie header of a fresh session. */
  cookieOf(personId: string): Promise<string>
  /** Carries out every job that is due. */
  drain(): Promise<void>
  close(): Promise<void>
}

/**
 * Opens the platform for one test file; `close` belongs into its `afterAll`. `through` may lead the web process to
 * its database by another address.
 */
export async function openTestApp(
  env: Record<string, string> = {},
  through: (url: string) => Promise<string> = async (url) => url,
): Promise<TestApp> {
  const database = await createTestDatabase()
  const url = await through(database.url)
  const folder = mkdtempSync(path.join(tmpdir(), 'alqa-app-'))
  const queries: string[] = []
  const logLines: string[] = []
  let fixed: Date | null = null
  const services = openServices(
    readEnv({
      NODE_ENV: 'test',
      DATABASE_URL: database.url,
      SESSION_SECRET: 'a secret for tests, long enough to be one',
      ALQA_DATA_DIR: folder,
      LOG_LEVEL: 'silent',
      ...env,
    }),
    {
      url,
      now: () => fixed ?? new Date(),
      onQuery: (sql) => queries.push(sql),
      log: openLog(env.LOG_LEVEL ?? 'silent', { write: (line) => void logLines.push(line) }),
    },
  )
  const build = (await import(path.resolve('build/server/index.js'))) as ServerBuild
  const http = createHttpServer({ services, build, mode: 'test' })
  await new Promise<void>((listening) => http.listen(0, '127.0.0.1', listening))
  const origin = `http://127.0.0.1:${(http.address() as AddressInfo).port}`
  const cookies = new Map<string, string>()

  async function cookieOf(personId: string): Promise<string> {
    const known = cookies.get(personId)
    if (known) return known
    const cookie = (await services.sessions.open(personId)).split(';')[0] ?? ''
    cookies.set(personId, cookie)
    return cookie
  }

  async function send(address: string, init: RequestInit, { as, headers, redirect = 'manual' }: Sent = {}) {
    const cookie: Record<string, string> = as ? { Cookie: await cookieOf(as) } : {}
    return fetch(new URL(address, origin), {
      ...init,
      redirect,
      headers: {
        'Sec-Fetch-Site': 'same-origin',
        ...cookie,
        ...headers,
        ...(init.headers as Record<string, string>),
      },
    })
  }

  return {
    services,
    origin,
    queries,
    logLines,
    cookieOf,
    send,
    setNow: (now) => {
      fixed = now
    },
    get: (address, options) => send(address, {}, options),
    post(address, form, options) {
      const body = new URLSearchParams()
      for (const [name, value] of Object.entries(form))
        for (const one of [value].flat()) body.append(name, one)
      return send(address, { method: 'POST', body }, options)
    },
    drain: () => drainJobs({ url: database.url, handlers: jobHandlers(services), log: services.log }),
    async close() {
      http.closeAllConnections()
      await new Promise((done) => http.close(done))
      await services.close()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
