import type { Browser } from '@playwright/test'
import type { RunningDemo } from '#tests/setup/running-demo.ts'
import { bytesPerSave } from './save-bytes.ts'
import { SAVES_GOAL, savesPerSecond } from './saves.ts'
import { TYPING_GOAL, typingDelay } from './typing-delay.ts'
import { startWritingSite } from './writing-site.ts'

const RATES = [100, 200, 300, 400, 500, 600, 800]

/** What writing costs: how many can be saved, what goes over the line, how soon a letter is seen; with the goals. */
export async function measureWriting(
  demo: RunningDemo,
  browser: Browser,
  { short, say }: { short: boolean; say(line: string): void },
) {
  const site = await startWritingSite(demo)
  try {
    const typed = short ? { keys: 6, rounds: 1, rest: 0 } : { keys: 60, rounds: 3, rest: 2_000 }
    const typing = await typingDelay(browser, site, typed)
    say(`typing: ${JSON.stringify(typing)}`)
    const saveBytes = await bytesPerSave(browser, site, short ? 2 : 20)
    say(`bytes of a save: ${JSON.stringify(saveBytes)}`)
    const load = short
      ? { writers: 5, rates: [20], begin: 0, seconds: 1 }
      : { writers: 150, rates: RATES, begin: RATES.indexOf(SAVES_GOAL.perSecond), seconds: 5 }
    const saves = await savesPerSecond(site, { ...load, say })
    return {
      saves: { ...saves, goal: SAVES_GOAL },
      saveBytes,
      typing: { ...typing, goal: TYPING_GOAL },
    }
  } finally {
    await site.end()
  }
}
