import { ensureBuilt } from '#app/commands/build.mjs'
import { startDemo } from './running-demo.ts'

/** Once before all journeys: the built site with its demo; answers how to end it. */
export default async function setUp(): Promise<() => Promise<void>> {
  await ensureBuilt()
  const demo = await startDemo()
  // Workers inherit the environment; `browser.ts` reads it there.
  process.env.ALQA_E2E_ORIGIN = demo.origin
  process.env.ALQA_E2E_DATABASE = demo.databaseUrl
  process.env.ALQA_E2E_FOLDER = demo.folder
  return demo.end
}
