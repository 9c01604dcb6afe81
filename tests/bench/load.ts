import http from 'node:http'
import type { Measured } from './costs.ts'

export type LoadRequest = {
  path: string
  cookie?: string
  method?: string
  body?: string
  headers?: Record<string, string>
}

export type Answer = { status: number; body: Buffer; location: string | undefined }

const agent = new http.Agent({ keepAlive: true, maxSockets: 8 })

/** One request, without Accept-Encoding, on a connection that stays. */
export function ask(port: number, asked: LoadRequest): Promise<Answer> {
  const { path, cookie, method = 'GET', body, headers } = asked
  return new Promise((resolve, reject) => {
    const request = http.request(
      {
        ...{ host: '127.0.0.1', port, path, method, agent },
        headers: {
          'Sec-Fetch-Site': 'same-origin',
          ...(cookie ? { Cookie: cookie } : {}),
          ...(body === undefined ? {} : { 'Content-Length': Buffer.byteLength(body) }),
          ...headers,
        },
      },
      (response) => {
        const chunks: Buffer[] = []
        response.on('data', (chunk: Buffer) => chunks.push(chunk))
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            body: Buffer.concat(chunks),
            location: response.headers.location,
          }),
        )
        response.on('error', reject)
      },
    )
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The server closed an idle connection in the moment in which it was taken up again.
      if (request.reusedSocket && error.code === 'ECONNRESET') resolve(ask(port, asked))
      else reject(error)
    })
    request.end(body)
  })
}

/** Sends `count` requests, `concurrency` at a time; every one must be answered with 200. */
export async function sendMany(
  port: number,
  next: () => LoadRequest,
  count: number,
  concurrency = 8,
): Promise<void> {
  let left = count
  const lane = async () => {
    while (left-- > 0) {
      const asked = next()
      const { status } = await ask(port, asked)
      if (status !== 200)
        throw new Error(`${asked.method ?? 'GET'} ${asked.path} was answered with ${status}`)
    }
  }
  await Promise.all(Array.from({ length: concurrency }, lane))
}

/** CPU milliseconds of the server for `count` requests. */
export async function cpuOf(
  server: Measured,
  next: () => LoadRequest,
  count: number,
  concurrency = 8,
): Promise<number> {
  const before = await server.costs()
  await sendMany(server.port, next, count, concurrency)
  return (await server.costs()).cpuMs - before.cpuMs
}
