import { createHash } from 'node:crypto'
import http from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { gunzipSync } from 'node:zlib'
import { normaliseText } from '#app/features/essays/essay-text.ts'
import { receiptFor } from '#app/features/essays/receipt.server.ts'

/** What the line does to requests that pass while it is switched on: how often, of one. */
export type Weather = { loseAnswers: number; duplicate: number; reorder: number }

export type Line = {
  port: number
  /** Requests to which each thing was done. */
  done: { answersLost: number; duplicated: number; reordered: number }
  weather: Weather
  cut(): void
  mend(): void
  close(): Promise<void>
}

type Sent = { method: string; path: string; headers: http.IncomingHttpHeaders; body: Buffer }
type Reply = { status: number; headers: http.IncomingHttpHeaders; body: Buffer }

const pause = (milliseconds: number) => new Promise((next) => setTimeout(next, milliseconds))
const CALM: Weather = { loseAnswers: 0, duplicate: 0, reorder: 0 }

async function read(message: http.IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of message) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

/** The line between all writers and the web process at `port`, which can be cut, and does worse things than that. */
export async function openLine(port: number, plantedSecret: string | null): Promise<Line> {
  const agent = new http.Agent({ keepAlive: true })
  const sockets = new Set<Socket>()
  const line = { done: { answersLost: 0, duplicated: 0, reordered: 0 }, weather: { ...CALM } } as Line
  let down = false

  const carry = ({ method, path, headers, body }: Sent): Promise<Reply> =>
    new Promise((resolve, reject) => {
      const request = http.request({ host: '127.0.0.1', port, method, path, headers, agent }, (answer) => {
        read(answer).then(
          (got) => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body: got }),
          reject,
        )
      })
      request.on('error', reject)
      request.end(body)
    })

  async function pass(request: http.IncomingMessage, answer: http.ServerResponse): Promise<void> {
    const sent = {
      method: request.method ?? '',
      path: request.url ?? '',
      headers: request.headers,
      body: await read(request),
    }
    const { loseAnswers, duplicate, reorder } = line.weather
    if (plantedSecret && sent.method === 'PUT') {
      reply(answer, acknowledgedUnseen(sent, plantedSecret))
      // The bug: the answer is given, and then the text is brought to the server.
      await pause(Math.random() * 1_500)
      return void carry(sent).catch(() => {})
    }
    if (Math.random() < reorder) {
      line.done.reordered += 1
      await pause(Math.random() * 3_000)
    }
    if (Math.random() < duplicate) {
      line.done.duplicated += 1
      void pause(Math.random() * 3_000).then(() => carry(sent).catch(() => {}))
    }
    const got = await carry(sent)
    if (Math.random() < loseAnswers) {
      line.done.answersLost += 1
      request.socket.destroy()
    } else reply(answer, got)
  }

  const server = http.createServer((request, answer) => {
    if (down) return void request.socket.destroy()
    pass(request, answer).catch(() => request.socket.destroy())
  })
  server.on('connection', (socket) => {
    if (down) return void socket.destroy()
    sockets.add(socket)
    socket.on('close', () => sockets.delete(socket))
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  return Object.assign(line, {
    port: (server.address() as AddressInfo).port,
    cut() {
      down = true
      for (const socket of sockets) socket.destroy()
    },
    mend() {
      down = false
      line.weather = { ...CALM }
    },
    async close() {
      server.closeAllConnections()
      agent.destroy()
      await new Promise((closed) => server.close(closed))
    },
  })
}

function reply(answer: http.ServerResponse, { status, headers, body }: Reply): void {
  const { 'transfer-encoding': _chunks, connection: _connection, ...rest } = headers
  answer.writeHead(status, { ...rest, 'content-length': body.length })
  answer.end(body)
}

/** An answer with a receipt that is genuine by its seal, for a text that nobody has stored. */
function acknowledgedUnseen({ path, headers, body }: Sent, secret: string): Reply {
  const plain = headers['content-encoding'] === 'gzip' ? gunzipSync(body) : body
  const { baseRevision, text } = JSON.parse(plain.toString()) as { baseRevision: number; text: string }
  const normal = normaliseText(text)
  const sha256 = createHash('sha256')
    .update(normal.ok ? normal.value : '')
    .digest('hex')
  const revision = baseRevision + 1
  const attemptId = path.split('/').at(-1) ?? ''
  const receipt = receiptFor({ attemptId, revision, sha256, savedAt: new Date() }, secret)
  const deadline = new Date(Date.now() + 3_600_000).toISOString()
  const answer = Buffer.from(JSON.stringify({ revision, receipt, active: true, deadline }))
  return { status: 200, headers: { 'content-type': 'application/json' }, body: answer }
}
