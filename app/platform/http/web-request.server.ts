import type { IncomingMessage } from 'node:http'
import { Readable } from 'node:stream'

/** Bytes that a form or an upload may have; drafts have their own, smaller limit. */
const BODY_LIMIT = 1024 * 1024

/** Thrown while reading a body that grows over the limit. */
class BodyTooLarge extends Error {
  override name = 'BodyTooLarge'
}

/**
 * True for a BodyTooLarge and for what was thrown because of one. By name: the built app has a class of its own.
 */
export const isBodyTooLarge = (error: unknown): boolean =>
  error instanceof Error && (error.name === 'BodyTooLarge' || isBodyTooLarge(error.cause))

async function* limited(request: IncomingMessage): AsyncGenerator<Uint8Array> {
  let size = 0
  for await (const chunk of request) {
    size += (chunk as Buffer).length
    if (size > BODY_LIMIT) throw new BodyTooLarge()
    yield chunk as Buffer
  }
}

/** True where the client itself announces a body over the limit. */
export const announcesTooMuch = (request: IncomingMessage): boolean =>
  Number(request.headers['content-length'] ?? 0) > BODY_LIMIT

/** A web Request of a node:http one. `origin` is the public one: the Host header is not trusted for links. */
export function webRequest(request: IncomingMessage, origin: string): Request {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value === undefined || name.startsWith(':')) continue
    if (Array.isArray(value)) for (const one of value) headers.append(name, one)
    else headers.set(name, value)
  }
  const method = request.method ?? 'GET'
  const hasBody = method !== 'GET' && method !== 'HEAD'
  return new Request(new URL(request.url ?? '/', origin), {
    method,
    headers,
    ...(hasBody
      ? { body: Readable.toWeb(Readable.from(limited(request))) as ReadableStream, duplex: 'half' }
      : {}),
  } as RequestInit)
}
