import { prepareDatabase } from './commands/prepare-database.ts'
import { endOnSignals } from './commands/shutdown.ts'
import { jobHandlers } from './job-handlers.server.ts'
import { openServices } from './platform/backing-services.server.ts'
import { readEnv } from './platform/env.server.ts'
import { startWorker } from './platform/worker.server.ts'

// The jobs process, beside one or more web processes on the same DATABASE_URL.
const closeBy = endOnSignals()
const env = readEnv(process.env)
const database = await prepareDatabase(env)
const services = openServices(env, { url: database.url, work: 'jobs' })
const worker = await startWorker({ url: database.url, handlers: jobHandlers(services), log: services.log })
services.log.info('taking jobs')

closeBy(async () => {
  await worker.stop()
  await services.close()
  await database.stop()
})
