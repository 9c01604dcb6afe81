import type { IncomingMessage, ServerResponse } from 'node:http'
import path from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import { type PreparedDatabase, prepareDatabase } from './commands/prepare-database.ts'
import { prepareDemo } from './commands/prepare-demo.ts'
import { endOnSignals } from './commands/shutdown.ts'
import { jobHandlers } from './job-handlers.server.ts'
import { openServices } from './platform/backing-services.server.ts'
import { type Env, readEnv } from './platform/env.server.ts'
import { CLIENT_DIR, createHttpServer } from './platform/http/server.server.ts'
import { startWorker } from './platform/worker.server.ts'

// The web process. On the embedded default it is also the jobs process and brings the demo.
const closeBy = endOnSignals()
const [env, database] = await start()
const services = openServices(env, { url: database.url })
const forJobs = env.demo ? openServices(env, { url: database.url, work: 'jobs' }) : null
const demo = forJobs ? await prepareDemo(forJobs, { url: database.url }) : null
if (demo && !demo.ok) {
  console.error(`\n${demo.reason}`)
  await Promise.all([services.close(), forJobs?.close()])
  await database.stop()
  process.exit(1)
}
const http = createHttpServer({
  services,
  mode: env.NODE_ENV,
  ...(env.NODE_ENV === 'development' ? await development() : await production()),
})
const worker = forJobs
  ? await startWorker({ url: database.url, handlers: jobHandlers(forJobs), log: services.log })
  : null

http.listen(env.PORT, env.HOST, () => {
  const address = http.address()
  const port = typeof address === 'object' && address ? address.port : env.PORT
  console.log(`\n  Alqa runs at http://localhost:${port}\n`)
  if (demo) console.log(demo.value)
  else console.log('  Jobs (mail, publishing, closing of essays) are taken by: npm run worker\n')
})
http.on('error', (error: NodeJS.ErrnoException) => {
  console.error(
    error.code === 'EADDRINUSE' ? `Port ${env.PORT} is taken: set PORT to another one.` : error.message,
  )
  process.exit(1)
})

closeBy(async ({ err }) => {
  if (err) services.log.fatal({ err }, 'the process ends')
  const closed = new Promise((done) => http.close(done))
  http.closeIdleConnections()
  setTimeout(() => http.closeAllConnections(), 3_000).unref()
  await closed
  await worker?.stop()
  await Promise.all([services.close(), forJobs?.close()])
  await database.stop()
})

async function start(): Promise<[Env, PreparedDatabase]> {
  try {
    const read = readEnv(process.env)
    return [read, await prepareDatabase(read)]
  } catch (error) {
    console.error((error as Error).message)
    process.exit(1)
  }
}

async function development() {
  const vite = await import('vite')
  const server = await vite.createServer({ server: { middlewareMode: true } })
  return {
    before: (request: IncomingMessage, answer: ServerResponse, next: () => void) =>
      server.middlewares(request, answer, next),
    build: () => server.ssrLoadModule('virtual:remix/server-build') as Promise<ServerBuild>,
  }
}

async function production() {
  const build = (await import(path.resolve('build/server/index.js'))) as ServerBuild
  return { build, clientDir: CLIENT_DIR }
}
