import fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { everything, oneWriter, replayed } from './commands.ts'
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

test('conflict copies: a device holds on to texts that the server does not store', async () => {
  const property = fc.asyncProperty(some(everything), choices, async (todo, decided) => {
    const world = new World(modelServer(null, { conflicts: 0 }), decided)
    world.storesAll = false
    await world.begin()
    await fc.asyncModelRun(() => ({ model: {}, real: world }), todo)
    await world.end()
  })
  await fc.assert(property, { numRuns: RUNS })
}, 120_000)

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

/** How often one writer, who never has two pages open, was asked which text to go on with. */
async function questions(todo: Iterable<ReturnType<typeof replayed>[number]>): Promise<number> {
  const tally: Record<string, number> = {}
  const world = new World(modelServer(), ['mine'], null, tally)
  world.polite = true
  await world.begin()
  await fc.asyncModelRun(() => ({ model: {}, real: world }), todo)
  await world.end(world.devices.slice(0, 1))
  return tally.asked ?? 0
}

test('one writer: is never asked which text to go on with', async () => {
  const alone = fc.asyncProperty(some(oneWriter), async (todo) => {
    expect(await questions(todo)).toBe(0)
  })
  await fc.assert(alone, { numRuns: RUNS })
}, 120_000)

test.each([
  [
    'two answers at once that make the page active restore a copy once',
    'type and wait 0, type at the start 0, wait 2500, crash and come back, answer arrives 13, request arrives 0, type and wait 0, wait 70000, type and wait 0, request arrives 1, look 0',
  ],
  [
    'answers that come together restore a copy once',
    'type and wait 0, type and wait 0, crash and come back, type and wait 0, all goes well 0, wait 70000, type and wait 0, request arrives twice 3, hide 0',
  ],
  [
    'an answer to a duplicated request restores no copy again',
    'type at the end 0, wait 30000, type and wait 0, crash and come back, wait 2500, all goes well 0, wait 70000, wait 2500, request arrives twice 3, type at the start 0',
  ],
  [
    'a page that has ended asks nothing',
    'type and wait 0, leave and come back, request or answer is lost 20, answer arrives 17, crash and come back, type and wait 0, request or answer is lost 0, request is late 2, all goes well 0, look 0, request or answer is lost 0, wait 70000, answer arrives 0, crash and come back, type and wait 0',
  ],
  [
    'the same words in another normal form are not sent again as a new revision',
    'type at the end 0, wait 30000, hide 0, type at the end 0, answer arrives 0, request or answer is lost 0, hide 0, answer arrives 2, all goes well 0, leave and come back, wait 12000, type at the end 0, leave and come back, all goes well 0, wait 100',
  ],
  [
    'a text is recognised as her own after many others were sent that nobody answered',
    'type at the end 0, hide 0, type at the start 0, hide 0, type and wait 0, type and wait 0, wait 70000, type and wait 0, request or answer is lost 4, answer arrives 3, look 0, request arrives 7, type and wait 0, request is late 0, look 0, request or answer is lost 0, type at the end 0, look 0, type at the end 0, request is late 0, wait 70000, type and wait 0',
  ],
  [
    'the same words that arrive late are no new revision',
    'type at the start 0, hide 0, type and wait 0, request arrives twice 13, answer arrives 0, leave and come back, wait 70000, a late request arrives 0, type at the end 0, leave and come back, type at the start 0',
  ],
])('one writer: %s', async (_subject, run) => {
  expect(await questions(replayed(run))).toBe(0)
})

test.each(serverBugs)('a server that %s is noticed', { timeout: 60_000 }, async (bug) => {
  expect(await finds(holdsOn(() => modelServer(bug)))).toBe(true)
})

test.each(pageBugs)('a page that makes this mistake is noticed: %s', { timeout: 60_000 }, async (bug) => {
  expect(await finds(holdsOn(() => modelServer(), bug))).toBe(true)
})
