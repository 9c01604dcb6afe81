import { jobHandlers } from '#app/job-handlers.server.ts'
import type { Services } from '#app/platform/backing-services.server.ts'
import { drainJobs } from '#app/platform/worker.server.ts'
import { demoExists, demoSignIns, SEED_PASSWORD, seedDemo } from '#db/seeds/demo.ts'
import { commandCtx, importCourse } from './course.ts'

/**
 * Brings the course into the embedded database (what is known already costs nothing) and, once, the demo cohort;
 * returns the sign-ins to print.
 */
export async function prepareDemo(services: Services, url: string): Promise<string> {
  const { db, now, log } = services
  const { lessons } = await importCourse(commandCtx(services))
  if (lessons > 0) {
    console.log(`  course: compiling ${lessons} texts \u2026`)
    await drainJobs({ url, handlers: jobHandlers(services), log })
  }
  if (!(await demoExists(db))) {
    console.log('  demo cohort: sowing \u2026')
    await seedDemo(db, now())
  }
  const lines = demoSignIns.map(({ email, role }) => `    ${email.padEnd(26)}${role}`)
  return `  Demo sign-ins, password ${SEED_PASSWORD}:\n${lines.join('\n')}\n`
}
