import { jobHandlers } from '#app/job-handlers.server.ts'
import { openServices } from '#app/platform/backing-services.server.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { drainJobs } from '#app/platform/worker.server.ts'
import { commandCtx, importCourse } from './course.ts'
import { prepareDatabase } from './prepare-database.ts'

// Imports content/ into the database and compiles what is new.
const env = readEnv(process.env)
const database = await prepareDatabase(env)
const services = openServices(env, { url: database.url, work: 'import' })
try {
  const imported = await importCourse(commandCtx(services))
  if (!imported.ok) throw new Error(`${imported.reason}\nWhat is live stays as it is.`)
  const { lessons, prompts } = imported.value
  await drainJobs({ url: database.url, handlers: jobHandlers(services), log: services.log })
  console.log(
    `Imported: ${lessons} lesson versions, ${prompts} prompt versions. What was known already stays as it is.`,
  )
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await services.close()
  await database.stop()
}
