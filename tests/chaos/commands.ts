import fc from 'fast-check'
import type { World } from './world.ts'

type Command = fc.AsyncCommand<object, World>

/** One of `list` by any number; nothing where it is empty. */
const pick = <T>(list: T[], index: number): T | undefined => list[index % list.length]

function command(
  name: string,
  can: (world: World) => boolean,
  work: (world: World) => Promise<unknown> | unknown,
): Command {
  return {
    // fast-check asks the model, which is nothing here: what cannot be done is passed over.
    check: () => true,
    async run(_model, world) {
      if (!can(world)) return
      await work(world)
      await world.check()
    },
    toString: () => name,
  }
}

const index = fc.nat({ max: 20 })
const hasPage = (world: World) => world.pages.length > 0
const hasLetter = (world: World) => world.letters.length > 0

const onPage = (name: string, work: (world: World, page: World['pages'][number]) => unknown) =>
  index.map((at) =>
    command(`${name} ${at}`, hasPage, async (world) => {
      const page = pick(world.pages, at)
      if (page) await work(world, page)
    }),
  )

const onLetter = (name: string, work: (world: World, letter: World['letters'][number]) => unknown) =>
  index.map((at) =>
    command(`${name} ${at}`, hasLetter, async (world) => {
      const letter = pick(world.letters, at)
      if (letter) await work(world, letter)
    }),
  )

/** What one writer, the line and the clock may do. */
const alone: fc.Arbitrary<Command>[] = [
  onPage('type at the end', (world, page) => world.type(page, false)),
  onPage('type at the start', (world, page) => world.type(page, true)),
  onPage('type and wait', async (world, page) => {
    world.type(page, false)
    await world.time.advance(2_500)
  }),
  onPage('hide', (_world, page) => page.sync.leave()),
  onPage('look', (_world, page) => page.sync.now()),
  onLetter('request arrives', (world, letter) => (letter.reply ? undefined : world.arrive(letter))),
  onLetter('request arrives twice', async (world, letter) => {
    await world.arrive(letter)
    await world.arrive(letter)
  }),
  onLetter('answer arrives', async (world, letter) => {
    if (!letter.reply) await world.arrive(letter)
    letter.settle(letter.reply)
  }),
  onLetter('all goes well', async (world) => {
    for (let round = 0; round < 4 && world.letters.length > 0; round++)
      for (const letter of [...world.letters]) {
        if (!letter.reply) await world.arrive(letter)
        letter.settle(letter.reply)
        await world.check()
      }
  }),
  onLetter('request or answer is lost', (_world, letter) => letter.settle(null)),
  onLetter('request is late', (world, letter) => {
    if (!letter.reply) world.ghosts.push(letter.sent)
    letter.settle(null)
  }),
  index.map((at) =>
    command(
      `a late request arrives ${at}`,
      ({ ghosts }) => ghosts.length > 0,
      async (world) => {
        const [sent] = world.ghosts.splice(at % world.ghosts.length, 1)
        if (sent) await world.handle(sent)
      },
    ),
  ),
  fc.constantFrom(100, 400, 2_500, 12_000, 30_000, 70_000).map((ms) =>
    command(
      `wait ${ms}`,
      () => true,
      (world) => world.time.advance(ms),
    ),
  ),
]

/** One writer who never has two pages open. */
export const oneWriter: fc.Arbitrary<Command>[] = [
  ...alone,
  fc.boolean().map((leaves) =>
    command(leaves ? 'leave and come back' : 'crash and come back', hasPage, async (world) => {
      const [page] = world.pages
      if (!page) return
      await (leaves ? world.leave(page) : world.kill(page))
      await world.open(page.device, { name: leaves ? page.editor : '' })
    }),
  ),
]

/** Everything that writers, devices, the line and the clock may do. */
export const everything: fc.Arbitrary<Command>[] = [
  ...alone,
  fc.record({ device: fc.nat({ max: 1 }), offline: fc.boolean() }).map(({ device, offline }) =>
    command(
      `open on ${device}${offline ? ' offline' : ''}`,
      ({ pages }) => pages.length < 4,
      async (world) => {
        const on = world.devices[device]
        if (on) await world.open(on, { offline })
      },
    ),
  ),
  onPage('kill', (world, page) => world.kill(page)),
  onPage('leave', (world, page) => world.leave(page)),
  // Nobody waits for it: its answer may be long in coming.
  onPage('take over', (_world, page) => void page.sync.takeOver()),
  onPage('submit', (world, page) =>
    world.server.submit({ baseRevision: page.sync.revision(), text: page.text }, world.time.now),
  ),
  fc.constant(
    command(
      'look away for 50 minutes',
      () => true,
      async (world) => {
        world.hidden = true
        await world.time.advance(50 * 60_000)
        world.hidden = false
      },
    ),
  ),
  fc.constant(
    command(
      'the job looks',
      () => true,
      (world) => world.server.closeExpired(world.time.now),
    ),
  ),
]
