import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { everything, oneWriter } from './commands.ts'
import { type DraftServer, modelServer, serverBugs } from './draft-server.ts'
import { type Choice, type PageBug, pageBugs, plainDigest, World } from './world.ts'

beforeAll(() => void vi.spyOn(crypto.subtle, 'digest').mockImplementation(plainDigest))
afterAll(() => void vi.restoreAllMocks())

const RUNS = 400

const choices = fc.array(fc.constantFrom<Choice>('mine', 'theirs', 'both'), { minLength: 1, maxLength: 5 })
const some = (of: typeof everything) => fc.commands(of, { maxCommands: 60, size: 'max' })

/** Whatever writers, devices and the line do, every promise of the protocol is kept. */
const holdsOn = (server: () => DraftServer, bug: PageBug | null = null, tally = {}) =>
  fc.asyncProperty(some(everything), choices, async (todo, decided) => {
    const world = new World(server(), decided, bug, tally)
    await world.begin()
    await fc.asyncModelRun(() => ({ model: {}, real: world }), todo)
    await world.end()
  })

const finds = async (property: ReturnType<typeof holdsOn>) =>
  (await fc.check(property, { numRuns: 3_000, endOnFailure: true })).failed

test('no interleaving of edits, saves, losses, duplicates, devices and the end loses a word', async () => {
  const tally: Record<string, number> = {}
  await fc.assert(
    holdsOn(() => modelServer(), null, tally),
    { numRuns: RUNS },
  )
  // It went everywhere: conflicts, late copies, questions and texts brought back.
  for (const what of [
    'PUT 200',
    'PUT 409',
    'PUT 423',
    'POST 423',
    'asked',
    'text brought',
    'closed with a text',
  ])
    expect(tally[what], what).toBeGreaterThan(0)
}, 120_000)

test('one writer on one page is never asked which text is hers', async () => {
  const alone = fc.asyncProperty(some(oneWriter), async (todo) => {
    const tally: Record<string, number> = {}
    const world = new World(modelServer(), ['mine'], null, tally)
    world.polite = true
    await world.begin()
    await fc.asyncModelRun(() => ({ model: {}, real: world }), todo)
    await world.end(world.devices.slice(0, 1))
    expect(tally.asked ?? 0).toBe(0)
  })
  await fc.assert(alone, { numRuns: RUNS })
}, 120_000)

test.each(serverBugs)('a server that %s is noticed', { timeout: 60_000 }, async (bug) => {
  expect(await finds(holdsOn(() => modelServer(bug)))).toBe(true)
})

test.each(pageBugs)('a page that makes this mistake is noticed: %s', { timeout: 60_000 }, async (bug) => {
  expect(await finds(holdsOn(() => modelServer(), bug))).toBe(true)
})
