import http from 'node:http'
import { createHistogram } from 'node:perf_hooks'
import { openLine } from '#app/features/essays/islands/line.ts'
import { pack } from '#app/features/essays/islands/pack.ts'
import { writtenOn } from './essay-texts.ts'

// Writers who save at a fixed rate, whatever the server does: in a process of its own, told what to do by messages. A
// save that is due while its writer's last one is not answered waits, and its waiting counts: a server that falls
// behind is not spared.

/** A writer in the middle of her essay. */
export type Seat = { address: string; cookie: string; text: string; revision: number }

/** Milliseconds from the moment a save was due to its whole answer. */
export type Delays = { saves: number; p50Ms: number; p99Ms: number; maxMs: number }

/** Saves so often a second for so long; `seats` are the writers from now on. */
export type Order = { port: number; seats?: Seat[]; rate: number; seconds: number }

type Save = { headers: Record<string, string>; body: Buffer }

let agent: http.Agent
let seats: Seat[] = []

process.on('message', async ({ port, seats: given, rate, seconds }: Order) => {
  if (given) seats = given
  const count = Math.round(rate * seconds)
  const saves: Save[] = []
  for (let index = 0; index < count; index++) saves.push(await nextSave(seatOf(index)))
  process.send?.(await send(port, saves, rate))
})

const seatOf = (index: number): Seat => seats[index % seats.length] as Seat

/** The request that the page's own line makes of the writer's next text. */
async function nextSave(seat: Seat): Promise<Save> {
  seat.text = writtenOn(seat.text)
  const save: Save = { headers: {}, body: Buffer.alloc(0) }
  const line = openLine({
    address: seat.address,
    pack,
    timers: globalThis as never,
    isOver: () => true,
    onAnswer: () => {},
    async fetch(_address, { headers, body }) {
      save.headers = headers as Record<string, string>
      save.body = Buffer.from(body as never)
      return new Response()
    },
  })
  await line.put({ baseRevision: seat.revision++, text: seat.text, editor: 'bench' })
  return save
}

async function send(port: number, saves: Save[], rate: number): Promise<Delays> {
  const delays = createHistogram()
  const last = new Map<Seat, Promise<void>>()
  // Each browser has its own connection; the server has closed those that were idle since the last order.
  agent = new http.Agent({ keepAlive: true, scheduling: 'fifo' })
  const began = performance.now()
  let next = 0
  while (next < saves.length) {
    const due = Math.min(saves.length, Math.ceil(((performance.now() - began) / 1000) * rate))
    for (; next < due; next++) {
      const seat = seatOf(next)
      const save = saves[next] as Save
      const wasDue = began + (next * 1000) / rate
      const saved = (last.get(seat) ?? Promise.resolve()).then(async () => {
        await put(port, seat, save)
        delays.record(Math.max(1, Math.round((performance.now() - wasDue) * 1000)))
      })
      last.set(seat, saved)
    }
    await new Promise((tick) => setTimeout(tick, 1))
  }
  await Promise.all(last.values())
  agent.destroy()
  const ms = (microseconds: number) => Math.round(microseconds / 100) / 10
  return {
    saves: saves.length,
    p50Ms: ms(delays.percentile(50)),
    p99Ms: ms(delays.percentile(99)),
    maxMs: ms(delays.max),
  }
}

function put(port: number, { address, cookie }: Seat, { headers, body }: Save): Promise<void> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        ...{ host: '127.0.0.1', port, path: address, method: 'PUT', agent },
        headers: {
          ...headers,
          'Content-Length': body.length,
          'Sec-Fetch-Site': 'same-origin',
          'Accept-Encoding': 'gzip, deflate, br',
          Cookie: cookie,
        },
      },
      (answer) => {
        answer.resume()
        answer.on('end', () =>
          answer.statusCode === 200
            ? resolve()
            : reject(new Error(`a save was answered with ${answer.statusCode}`)),
        )
        answer.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}
