import { isPublished } from '#app/features/lessons/queries/sources.server.ts'
import { jobHandlers } from '#app/job-handlers.server.ts'
import type { Services } from '#app/platform/backing-services.server.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { drainJobs } from '#app/platform/worker.server.ts'
import { demoExists, demoSignIns, SEED_PASSWORD, seedDemo } from '#db/seeds/demo.ts'
import { commandCtx, importCourse } from './course.ts'

type Options = { url: string; folder?: string }

/**
 * Brings the course into the embedded database (what is known already costs nothing) and, once, the demo cohort;
 * returns the sign-ins to print. A course with faults changes nothing: what was live goes on, and where nothing
 * was, the answer is what to repair.
 */
export async function prepareDemo(
  services: Services,
  { url, folder = 'content' }: Options,
): Promise<Result<string, string>> {
  const { db, now, log } = services
  const ctx = commandCtx(services)
  const imported = await importCourse(ctx, folder)
  if (!imported.ok) {
    if (!(await isPublished(ctx)))
      return refuse(
        `${imported.reason}\nNothing was imported before that could be served. Repair these places, then run npm start again.`,
      )
    console.error(
      `\n${imported.reason}\nThe course that was live before goes on. Repair these places, then start again.\n`,
    )
  } else if (imported.value.lessons > 0) {
    console.log(`  course: compiling ${imported.value.lessons} texts \u2026`)
    await drainJobs({ url, handlers: jobHandlers(services), log })
  }
  if (!(await demoExists(db))) {
    console.log('  demo cohort: sowing \u2026')
    await seedDemo(db, now())
  }
  const lines = demoSignIns.map(({ email, role }) => `    ${email.padEnd(26)}${role}`)
  return ok(`  Demo sign-ins, password ${SEED_PASSWORD}:\n${lines.join('\n')}\n`)
}
