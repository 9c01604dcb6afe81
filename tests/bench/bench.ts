import { randomBytes } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import { availableParallelism, loadavg } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { ensureBuilt } from '#app/commands/build.mjs'
import { openServices } from '#app/platform/backing-services.server.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { backUp } from '#db/backup/backup.ts'
import { restore } from '#db/backup/restore.ts'
import { endProcess, freePort, startDemo, startServer, untilReady } from '#tests/setup/running-demo.ts'
import { bodyStall } from './body-stall.ts'
import { type Measured, startMeasured } from './costs.ts'
import { documentStall } from './document-stall.ts'
import { FLOOD_GOAL, signInFlood } from './flood.ts'
import { ask, cpuOf, type LoadRequest, sendMany } from './load.ts'
import { firstView, openBrowser } from './wire.ts'
import { measureWriting } from './writing.ts'

// `npm run bench [-- --json --short]`: what pages and writing cost. CPU is that of the server's process alone, so a busy
// machine moves it little; delays it moves much. The last line is one JSON object. `--short` asks for everything once or
// twice: its figures mean nothing, but it fails where a page does not answer as it should. `--only devices` measures what
// each device for speed brings to the lesson (docs/decisions/0010), in turns, and nothing else.

// Of day 3: the demo is on its day 5, whose own lesson opens at eight in the morning.
const LESSON = '/lessons/transactions'
// The same page by an address of a form that no route group has: it is matched with every route.
const UNGROUPED = LESSON.replace('/l', '/%6C')
const ESSAY = '/essays/case-analysis'

const json = process.argv.includes('--json')
const short = process.argv.includes('--short')
const devicesOnly = process.argv[process.argv.indexOf('--only') + 1] === 'devices'
const WARM_UP = short ? 10 : 3_000
const ROUNDS = short ? 1 : 4
const ROUND = short ? 10 : 750
const FEW = short ? 3 : 200
const say = (line: string) => (json ? console.error(line) : console.log(line))
const rounded = (value: number, digits = 2) => Number(value.toFixed(digits))

await ensureBuilt()
const children: Measured[] = []
// More than a tenth for every core is somebody else's work: then delays, and saves a second, are those of both.
const machine = { cores: availableParallelism(), loadBefore: rounded(loadavg()[0] ?? 0) }
// Saves are measured as in production: every commit is on the disk before its answer.
const demo = await startDemo({ durable: true })
try {
  say(`the demo is there; the machine: ${JSON.stringify(machine)}`)
  const figures = devicesOnly
    ? { machine, devices: await devices() }
    : {
        machine,
        ...(await measure()),
        documentStall: await documentStall({ short }),
        restoreSeconds: await restoreTime(),
        ...(short ? {} : { secondStartSeconds: await secondStart() }),
      }
  say(JSON.stringify(figures, null, 2))
  console.log(JSON.stringify(figures))
} finally {
  for (const { child } of children) await endProcess(child)
  await demo.end()
}

/** Seconds to restore a backup of the demo into a new database. */
async function restoreTime(): Promise<number> {
  const file = path.join(demo.folder, 'demo.backup.gz')
  await backUp(demo.databaseUrl, file)
  const url = new URL(demo.databaseUrl)
  const client = new pg.Client(demo.databaseUrl)
  await client.connect()
  await client.query('create database bench_restore')
  await client.end()
  url.pathname = 'bench_restore'
  const began = performance.now()
  const restored = await restore(url.href, file)
  if (!restored.ok) throw new Error(`the backup was not restored: ${restored.reason}`)
  return rounded((performance.now() - began) / 1000)
}

/** Seconds until a process on a demo that is there answers its first request. */
async function secondStart(): Promise<number> {
  const port = await freePort()
  const began = performance.now()
  const server = startServer({ folder: demo.folder, port })
  await untilReady(`http://localhost:${port}`, server, 60_000)
  const seconds = (performance.now() - began) / 1000
  await endProcess(server)
  return rounded(seconds)
}

async function start(entry: string, args: string[], env: Record<string, string>): Promise<Measured> {
  const server = await startMeasured(path.join(import.meta.dirname, entry), args, env)
  children.push(server)
  return server
}

/** The environment of measured sites, and how one is started. */
function sites() {
  const secret = randomBytes(32).toString('hex')
  const shared = {
    ...{ DATABASE_URL: demo.databaseUrl, SESSION_SECRET: secret, ALQA_DATA_DIR: demo.folder },
    MAIL: 'off',
  }
  const site = async (...args: string[]) => {
    const port = String(await freePort())
    return start('page-server.ts', args, { ...shared, PORT: port, PUBLIC_URL: `http://localhost:${port}` })
  }
  return { shared, site }
}

/** CPU of the lesson without each device, as a share of its CPU with both: 1.2 is a device that brings 20 %. */
async function devices() {
  const { shared, site } = sites()
  const { cookie } = (await signedIn(shared)).participant
  const whole = await site()
  const uncached = await site('--without-cached-html')
  const variants = {
    both: { server: whole, path: LESSON },
    withoutGroups: { server: whole, path: UNGROUPED },
    withoutCachedHtml: { server: uncached, path: LESSON },
  }
  const cpu = { both: 0, withoutGroups: 0, withoutCachedHtml: 0 }
  const names = ['both', 'withoutGroups', 'withoutCachedHtml'] as const
  for (const round of Array.from({ length: ROUNDS + 1 }).keys())
    for (const name of names) {
      const { server, path: address } = variants[name]
      const used = await cpuOf(server, () => ({ path: address, cookie }), round === 0 ? WARM_UP : ROUND)
      // The first round is the warm-up.
      if (round > 0) cpu[name] += used
    }
  return {
    cpuMs: rounded(cpu.both / (ROUNDS * ROUND)),
    withoutGroups: rounded(cpu.withoutGroups / cpu.both, 3),
    withoutCachedHtml: rounded(cpu.withoutCachedHtml / cpu.both, 3),
  }
}

async function measure() {
  const { shared, site } = sites()
  const pages = await site()
  const people = await signedIn(shared)
  const { participant } = people
  const lesson = await ask(pages.port, { path: LESSON, cookie: participant.cookie })
  if (lesson.status !== 200) throw new Error(`the lesson was answered with ${lesson.status}`)
  const file = path.join(demo.folder, 'lesson.html')
  writeFileSync(file, lesson.body)
  const bare = await start('bare-server.ts', [file, participant.id], { ...shared, PORT: '0' })

  const throughput = await compare(pages, bare, participant.cookie)
  say(`lesson against a bare handler: ${JSON.stringify(throughput)}`)
  const costly = await costlyPages(pages, people)
  const counting = await site('--count-statements')
  const costs: Record<string, { cpuMs: number; statements: number }> = {}
  for (const [name, { next, concurrency }] of Object.entries(costly.requests)) {
    await sendMany(pages.port, next, FEW, concurrency)
    const cpuMs = rounded((await cpuOf(pages, next, FEW, concurrency)) / FEW)
    // The first request fills caches and names statements.
    await sendMany(counting.port, next, 3, 1)
    const before = await counting.costs()
    await sendMany(counting.port, next, 1, 1)
    costs[name] = { cpuMs, statements: (await counting.costs()).statements - before.statements }
  }

  const bodies = await bodyStall(pages, costly.bodies, { short })
  const browser = await openBrowser()
  const { origin } = demo
  const wire = {
    lesson: await firstView(browser, origin + LESSON, participant.cookie),
    write: await firstView(browser, `${origin}${ESSAY}/write`, participant.cookie),
  }
  const { today, autosave } = costly.requests
  const flooded = { today: today.next, save: autosave.next }
  const flood = await signInFlood(pages, flooded, { signIns: short ? 10 : 300, each: short ? 3 : 200 })
  say(`300 wrong sign-ins at once: ${JSON.stringify(flood)}`)
  const writing = await measureWriting(demo, browser, { short, say })
  await browser.close()
  const bodyBytes = lesson.body.length
  return {
    lesson: { ...throughput, bodyBytes },
    costs,
    bodyStall: bodies,
    flood: { ...flood, goal: FLOOD_GOAL },
    wire,
    ...writing,
  }
}

type SignedIn = { id: string; cookie: string }

/** Sessions of the demo's people, opened beside the sign-in page. */
async function signedIn(shared: Record<string, string>) {
  const services = openServices(readEnv({ ...shared, NODE_ENV: 'production' }), { url: demo.databaseUrl })
  const open = async (name: string): Promise<SignedIn> => {
    const { id } = await services.db
      .selectFrom('person')
      .where('email', '=', `${name}@demo.test`)
      .select('id')
      .executeTakeFirstOrThrow()
    return { id, cookie: (await services.sessions.open(id)).split(';')[0] ?? '' }
  }
  const people = {
    participant: await open('participant'),
    instructor: await open('instructor'),
    admin: await open('admin'),
  }
  await services.close()
  return people
}

/** Requests per CPU second of both, in turns, after the same warm-up. */
async function compare(pages: Measured, bare: Measured, cookie: string) {
  const next = () => ({ path: LESSON, cookie })
  await sendMany(pages.port, next, WARM_UP)
  await sendMany(bare.port, next, WARM_UP)
  let [ours, theirs] = [0, 0]
  for (let round = 0; round < ROUNDS; round++) {
    ours += await cpuOf(pages, next, ROUND)
    theirs += await cpuOf(bare, next, ROUND)
  }
  const perSecond = (cpuMs: number) => (ROUNDS * ROUND * 1000) / cpuMs
  return {
    requestsPerCpuSecond: Math.round(perSecond(ours)),
    bareRequestsPerCpuSecond: Math.round(perSecond(theirs)),
    ratio: rounded(theirs / ours, 3),
  }
}

/** Begins an essay and takes a script, and says how every page is asked for. */
async function costlyPages(pages: Measured, people: Awaited<ReturnType<typeof signedIn>>) {
  const { participant, instructor, admin } = people
  const form = { 'Content-Type': 'application/x-www-form-urlencoded' }
  const post = (cookie: string, address: string, body = '') =>
    ask(pages.port, { path: address, cookie, method: 'POST', body, headers: form })
  await post(participant.cookie, ESSAY, 'language=ru&ready=on&ownWork=on')
  const write = await ask(pages.port, { path: `${ESSAY}/write`, cookie: participant.cookie })
  const draft = /data-draft="([^"]+)"/.exec(write.body.toString())?.[1]
  const script = (await post(instructor.cookie, '/grade')).location
  if (!draft || !script) throw new Error('no essay was begun or no script taken')
  let baseRevision = Number(/name="baseRevision" value="(\d+)"/.exec(write.body.toString())?.[1])
  const text = 'Договор не подписан, но деньги получены. '.repeat(100)
  const save = (): LoadRequest => ({
    path: draft,
    cookie: participant.cookie,
    method: 'PUT',
    body: JSON.stringify({ baseRevision, text: `${text}${baseRevision++}` }),
    headers: { 'Content-Type': 'application/json' },
  })
  const page = (address: string, { cookie }: SignedIn) => ({
    next: (): LoadRequest => ({ path: address, cookie }),
    concurrency: 8,
  })
  return {
    requests: {
      today: page('/today', participant),
      lesson: page(LESSON, participant),
      write: page(`${ESSAY}/write`, participant),
      autosave: { next: save, concurrency: 1 },
      queue: page('/grade', instructor),
      marking: page(script, instructor),
      adminProgress: page('/admin/progress', admin),
    },
    bodies: [
      { path: '/sign-in' },
      { path: '/verify' },
      { path: '/account', cookie: participant.cookie },
      { path: `${ESSAY}/write`, cookie: participant.cookie },
      { path: draft, cookie: participant.cookie, method: 'PUT' },
      { path: script, cookie: instructor.cookie },
      { path: script.replace('/grade/', '/api/marks/'), cookie: instructor.cookie },
      { path: '/grade/release', cookie: admin.cookie },
      { path: `/admin${LESSON}`, cookie: admin.cookie },
    ],
  }
}
