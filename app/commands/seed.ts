import { parseArgs } from 'node:util'
import { jobHandlers } from '#app/job-handlers.server.ts'
import { openServices } from '#app/platform/backing-services.server.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { drainJobs } from '#app/platform/worker.server.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { DEMO_COHORT } from '#db/seeds/demo.ts'
import { seedParticipants } from '#db/seeds/participants.ts'
import { SEED_PASSWORD } from '#db/seeds/people.ts'
import { commandCtx, importCourse } from './course.ts'
import { prepareDatabase } from './prepare-database.ts'

// Sows participants with progress into a cohort: npm run seed -- --participants 150 [--cohort 2026-2] [--seed word].
const { values } = parseArgs({
  options: {
    participants: { type: 'string', default: '150' },
    cohort: { type: 'string', default: DEMO_COHORT },
    seed: { type: 'string', default: 'alqa' },
  },
})
const count = Number(values.participants)
if (!Number.isInteger(count) || count < 1 || count > 5_000) {
  console.error('--participants must be a whole number from 1 to 5000')
  process.exit(1)
}

const env = readEnv(process.env)
const database = await prepareDatabase(env)
const services = openServices(env, { url: database.url, work: 'import' })
try {
  const { db, now, log } = services
  const imported = await importCourse(commandCtx(services))
  if (!imported.ok) throw new Error(imported.reason)
  await drainJobs({ url: database.url, handlers: jobHandlers(services), log })
  const people = await db.transaction().execute(async (tx) => {
    const cohort =
      (await tx.selectFrom('cohort').where('name', '=', values.cohort).select('id').executeTakeFirst()) ??
      (await seedCohort(tx, { name: values.cohort, now: now() }))
    return seedParticipants(tx, { cohortId: cohort.id, count, now: now(), seed: values.seed })
  })
  console.log(
    `Cohort ${values.cohort} has its ${people.length} seeded participants, password ${SEED_PASSWORD}:`,
  )
  console.log(`  ${people[0]?.email} … ${people.at(-1)?.email}`)
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await services.close()
  await database.stop()
}
