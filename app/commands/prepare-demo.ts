import type { Services } from '#app/platform/services.server.ts'
import { demoExists, demoSignIns, SEED_PASSWORD, seedDemo } from '#db/seeds/demo.ts'

/** Brings the course and the demo cohort into an empty embedded database; returns the sign-ins to print. */
export async function prepareDemo({ db, now }: Services): Promise<string> {
  if (!(await demoExists(db))) await seedDemo(db, now())
  const lines = demoSignIns.map(({ email, role }) => `    ${email.padEnd(26)}${role}`)
  return `  Demo sign-ins, password ${SEED_PASSWORD}:\n${lines.join('\n')}\n`
}
