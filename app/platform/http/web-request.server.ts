import type { IncomingMessage } from 'node:http'

/** Throws the rest of a body away, so that its connection can carry the next request. */
export function discardBody(request: IncomingMessage): void {
  if (request.complete) return
  request.removeAllListeners('data')
  request.resume()
}

/**
 * The body as a web stream, read from the connection as fast as it is asked for. Cancelled, it does not destroy the
 * request, as a stream of node would: that takes the connection, and the answer with it.
 */
function bodyOf(request: IncomingMessage): ReadableStream<Uint8Array> {
  return new ReadableStream(
    {
      start(controller) {
        request.pause()
        request.on('data', (chunk: Buffer) => {
          controller.enqueue(chunk)
          request.pause()
        })
        request.once('end', () => {
          if (request.listenerCount('data') > 0) controller.close()
        })
        request.once('error', (error) => controller.error(error))
      },
      pull: () => void request.resume(),
      cancel: () => discardBody(request),
    },
    { highWaterMark: 0 },
  )
}

/** A web Request of a node:http one for `url`, which `addressOf` has made. */
export function webRequest(request: IncomingMessage, url: URL): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name.startsWith(':')) continue
    if (Array.isArray(value)) for (const one of value) headers.append(name, one)
    else headers.set(name, value)
  }
  const method = request.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(url, {
    method,
    headers,
    ...(hasBody ? { body: bodyOf(request), duplex: 'half' } : {}),
  } as RequestInit)
}
