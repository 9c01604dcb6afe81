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

const hasPage = (world: World) => world.pages.length > 0
const hasLetter = (world: World) => world.letters.length > 0

/** A command by its name; `at` picks one of the pages, requests or milliseconds that it can be about. */
type Kind = { name: string; at: fc.Arbitrary<number>; make: (at: number) => Command }

const kind = (name: string, at: fc.Arbitrary<number>, can: (world: World) => boolean, work: Work): Kind => ({
  name,
  at,
  make: (chosen) => command(`${name} ${chosen}`, can, (world) => work(world, chosen)),
})
type Work = (world: World, at: number) => Promise<unknown> | unknown

const index = fc.nat({ max: 20 })

const onPage = (name: string, work: (world: World, page: World['pages'][number]) => unknown): Kind =>
  kind(name, index, hasPage, async (world, at) => {
    const page = pick(world.pages, at)
    if (page) await work(world, page)
  })

const onLetter = (name: string, work: (world: World, letter: World['letters'][number]) => unknown): Kind =>
  kind(name, index, hasLetter, async (world, at) => {
    const letter = pick(world.letters, at)
    if (letter) await work(world, letter)
  })

const reload = (name: string, leaves: boolean): Kind =>
  kind(name, fc.constant(0), hasPage, async (world) => {
    const [page] = world.pages
    if (!page) return
    await (leaves ? world.leave(page) : world.kill(page))
    await world.open(page.device, { name: leaves ? page.editor : '' })
  })

const open = (name: string, offline: boolean): Kind =>
  kind(
    name,
    fc.nat({ max: 1 }),
    ({ pages }) => pages.length < 4,
    async (world, at) => {
      const device = world.devices[at]
      if (device) await world.open(device, { offline })
    },
  )

/** What one writer, the line and the clock may do. */
const alone: Kind[] = [
  onPage('type at the end', (world, page) => world.type(page, false)),
  onPage('type at the start', (world, page) => world.type(page, true)),
  onPage('type and wait', async (world, page) => {
    world.type(page, false)
    await world.time.advance(2_500)
  }),
  onPage('hide', (_world, page) => page.sync.leave()),
  onPage('look', (_world, page) => page.sync.saveNow()),
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
  kind(
    'a late request arrives',
    index,
    ({ ghosts }) => ghosts.length > 0,
    async (world, at) => {
      const [sent] = world.ghosts.splice(at % world.ghosts.length, 1)
      if (sent) await world.handle(sent)
    },
  ),
  kind(
    'wait',
    fc.constantFrom(100, 400, 2_500, 12_000, 30_000, 70_000),
    () => true,
    (world, milliseconds) => world.time.advance(milliseconds),
  ),
]

const oneWriterKinds = [...alone, reload('leave and come back', true), reload('crash and come back', false)]

const everyKind: Kind[] = [
  ...alone,
  open('open', false),
  open('open offline', true),
  onPage('kill', (world, page) => world.kill(page)),
  onPage('leave', (world, page) => world.leave(page)),
  // Nobody waits for it: its answer may be long in coming.
  onPage('take over', (_world, page) => void page.sync.takeOver()),
  onPage('submit', (world, page) =>
    world.server.submit({ baseRevision: page.sync.revision(), text: page.text }, world.time.now),
  ),
  kind(
    'look away for 50 minutes',
    fc.constant(0),
    () => true,
    async (world) => {
      world.hidden = true
      await world.time.advance(50 * 60_000)
      world.hidden = false
    },
  ),
  kind(
    'the job looks',
    fc.constant(0),
    () => true,
    (world) => world.server.closeExpired(world.time.now),
  ),
]

const generated = (kinds: Kind[]): fc.Arbitrary<Command>[] => kinds.map(({ at, make }) => at.map(make))

/** One writer who never has two pages open. */
export const oneWriter = generated(oneWriterKinds)

/** Everything that writers, devices, the line and the clock may do. */
export const everything = generated(everyKind)

/** The commands of a run as fast-check prints it: "type and wait 0, wait 2500". */
export function replayed(run: string): Command[] {
  const kinds = new Map([...oneWriterKinds, ...everyKind].map((one) => [one.name, one]))
  return run.split(/,\s*/).map((step) => {
    const [, name = '', at = '0'] = /^(.*?)(?: (\d+))?$/.exec(step.trim()) ?? []
    const found = kinds.get(name)
    if (!found) throw new Error(`no command is called ${name}`)
    return found.make(Number(at))
  })
}
