import { randomBytes } from 'node:crypto'
import { closeExpiredAttempt } from '#app/features/essays/operations/close-expired-attempt.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { isOutage } from '#app/platform/http/outage.server.ts'
import { sessionsOn } from '#app/platform/session.server.ts'
import { openDatabase } from '#db/client.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { type Line, openLine } from './line.ts'
import { type Processes, startProcesses } from './processes.ts'
import { brokenPromises, keepLedger, wronglyClosed } from './verdict.ts'
import { Writer } from './writer.ts'

type Asked = { writers: number; seconds: number; plant: boolean; say(line: string): void }

export type Result = {
  writers: number
  seconds: number
  acknowledged: number
  words: number
  faults: Record<string, number>
  /** How often the web process ended though nobody had killed it; must be 0 like what follows. */
  endedByItself: number
  /** Promises that were broken: acknowledged revisions, words, receipts, texts that were handed in. */
  lost: number
}

const FINISHING = 60_000
const GRACE_SECONDS = 5
// Of a hundred writers so many reach the end of their time while the others go on.
const ENDING = 0.15
const TWO_DEVICES = 0.25

// The jumps of the devices' clocks are not the server's.
const realNow = Date.now
const serverNow = (): Date => new Date(realNow())

const pause = (milliseconds: number) => new Promise<void>((next) => setTimeout(next, milliseconds))
const some = (least: number, most: number) => least + Math.random() * (most - least)

/** Lets writers write for so long while everything breaks, and judges what became of their words. */
export async function runChaos({ writers: count, seconds, plant, say }: Asked): Promise<Result> {
  const secret = randomBytes(32).toString('hex')
  const processes = await startProcesses(secret)
  const db = openDatabase(processes.databaseUrl)
  const line = await openLine(processes.port, plant ? secret : null)
  const ctx: Ctx = {
    db,
    actor: { kind: 'system' },
    now: serverNow,
    requestId: 'chaos',
    locale: 'ru',
  }
  try {
    await keepLedger(db)
    const writers = await seatWriters(ctx, processes, line, count)
    say(`${count} writers write for ${seconds} s`)
    const writing = Promise.all(writers.map((writer) => writer.write()))
    const ending = writers.slice(0, Math.ceil(count * ENDING))
    const closing = closeOnTime(ctx, ending, seconds)
    const faults = await breakThings(processes, line, seconds, say)
    for (const writer of writers) writer.stop()
    await Promise.all([writing, closing])
    line.mend()
    say('everything works again; the writers come back')
    const done = await Promise.all(writers.map((writer) => writer.finish(FINISHING, ending.includes(writer))))
    const lost = done.flatMap((well, index) =>
      well ? [] : [`${writers[index]?.given.name}: words wait on a device for ever`],
    )
    for (const writer of writers) lost.push(...(await brokenPromises(db, writer, secret)))
    await endTime(ctx, writers)
    for (const writer of writers) lost.push(...(await wronglyClosed(db, writer)))
    for (const sentence of lost.slice(0, 30)) say(sentence)
    const sum = (of: (writer: Writer) => number) => writers.reduce((total, writer) => total + of(writer), 0)
    return {
      writers: count,
      seconds,
      acknowledged: sum(({ acknowledged }) => acknowledged.length),
      words: sum(({ words }) => words.size),
      faults: {
        ...faults,
        ...line.done,
        pagesCrashed: sum(({ crashes }) => crashes),
        conflictsAsked: sum(({ questions }) => questions),
        closedWhileWriting: ending.length,
      },
      endedByItself: processes.endedByItself(),
      lost: lost.length,
    }
  } finally {
    await db.destroy()
    await line.close()
    await processes.end()
  }
}

async function seatWriters(ctx: Ctx, processes: Processes, line: Line, count: number): Promise<Writer[]> {
  const { db } = ctx
  const cohortId = (await seedCohort(db, { grace_seconds: GRACE_SECONDS })).id
  await seedPrompt(db, 'case')
  const sessions = sessionsOn(db, false)
  const seat = async (index: number): Promise<Writer> => {
    const { id } = await seedPerson(db, { cohortId })
    const cookie = (await sessions.open(id)).split(';')[0] ?? ''
    const begun = await fetch(`http://127.0.0.1:${processes.port}/essays/case`, {
      method: 'POST',
      redirect: 'manual',
      body: new URLSearchParams({ language: 'kk', ready: 'on', ownWork: 'on' }),
      headers: { Cookie: cookie, 'Sec-Fetch-Site': 'same-origin' },
    })
    if (begun.status !== 302) throw new Error(`no essay was begun: ${begun.status}`)
    const { id: attemptId } = await db
      .selectFrom('attempt')
      .where('person_id', '=', id)
      .select('id')
      .executeTakeFirstOrThrow()
    const load = () =>
      db
        .selectFrom('draft')
        .where('attempt_id', '=', attemptId)
        .select(['revision', 'text'])
        .executeTakeFirstOrThrow()
        .catch(() => null)
    return new Writer({
      name: `w${index}`,
      attemptId,
      cookie,
      origin: `http://127.0.0.1:${line.port}`,
      devices: Math.random() < TWO_DEVICES ? 2 : 1,
      load,
    })
  }
  const writers: Writer[] = []
  for (let index = 0; index < count; index++) writers.push(await seat(index))
  return writers
}

/** Some writers' time ends in the middle; as the job would, the server closes their attempts. */
async function closeOnTime(ctx: Ctx, writers: Writer[], seconds: number): Promise<void> {
  await Promise.all(
    writers.map(async ({ given }) => {
      await pause(some(0.3, 0.7) * seconds * 1000)
      const deadline_at = new Date(realNow() + 2_000)
      const move = () =>
        ctx.db.updateTable('attempt').set({ deadline_at }).where('id', '=', given.attemptId).execute()
      await untilDone(move)
      await pause(2_000 + GRACE_SECONDS * 1000 + 500)
      await untilDone(() => closeExpiredAttempt(ctx, given.attemptId))
    }),
  )
}

/** Tries again while the database is away. */
async function untilDone(work: () => Promise<unknown>): Promise<void> {
  for (;;) {
    try {
      await work()
      return
    } catch (error) {
      if (!isOutage(error)) throw error
      await pause(500)
    }
  }
}

/** At last everybody's time is over. */
async function endTime(ctx: Ctx, writers: Writer[]): Promise<void> {
  const deadline_at = new Date(realNow() - GRACE_SECONDS * 1000 - 1_000)
  for (const { given } of writers) {
    const open = ctx.db
      .updateTable('attempt')
      .where('id', '=', given.attemptId)
      .where('closed_at', 'is', null)
    await open.set({ started_at: new Date(deadline_at.getTime() - 60_000), deadline_at }).execute()
    await closeExpiredAttempt(ctx, given.attemptId)
  }
}

/** One trouble after another until the time is over; answers how often each one came. */
async function breakThings(
  processes: Processes,
  line: Line,
  seconds: number,
  say: (line: string) => void,
): Promise<Record<string, number>> {
  const faults = { webKilled: 0, databaseKilled: 0, lineCut: 0, clockJumps: 0 }
  const storm = async (weather: Partial<Line['weather']>, least: number, most: number) => {
    Object.assign(line.weather, weather)
    await pause(some(least, most))
    line.mend()
  }
  const troubles = [
    async () => {
      faults.webKilled += 1
      await processes.killWeb()
    },
    async () => {
      faults.databaseKilled += 1
      await processes.killDatabase()
    },
    () => storm({ loseAnswers: 0.6 }, 1_500, 4_000),
    async () => {
      faults.lineCut += 1
      line.cut()
      await pause(some(1_000, 5_000))
      line.mend()
    },
    () => storm({ duplicate: 0.5, reorder: 0.5 }, 2_000, 5_000),
    async () => {
      faults.clockJumps += 1
      // The writers' devices, all at once: an hour ahead or behind.
      const jump = Math.random() < 0.5 ? 3_600_000 : -3_600_000
      Date.now = () => realNow() + jump
      await storm({ loseAnswers: 0.3, duplicate: 0.3, reorder: 0.3 }, 1_500, 3_000)
      Date.now = realNow
    },
  ]
  const until = performance.now() + seconds * 1000
  for (let turn = 0; performance.now() < until; turn++) {
    await troubles[turn % troubles.length]?.()
    await pause(seconds < 60 ? some(200, 600) : some(1_500, 3_500))
    say(`${Math.max(0, Math.round((until - performance.now()) / 1000))} s to go: ${JSON.stringify(faults)}`)
  }
  return faults
}
