import { ensureBuilt } from '#app/commands/build.mjs'
import { makeDemoTemplate } from './demo-copy.ts'

/** Once before all journeys: the built site, and a demo that each file gets a copy of; answers how to delete it. */
export default async function setUp(): Promise<() => Promise<void>> {
  await ensureBuilt()
  const template = await makeDemoTemplate()
  // Workers inherit the environment; `browser.ts` reads it there.
  process.env.ALQA_E2E_TEMPLATE = template.folder
  return template.end
}
