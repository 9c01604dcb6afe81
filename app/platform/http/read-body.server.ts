import { MIMEType } from 'node:util'
import { BODY_LIMITS, type BodyKind, type BodyLimit } from './body-limits.ts'
import { isFieldName } from './field-name.ts'
import { withinParts } from './multipart.server.ts'

const refused = (status: 400 | 413 | 415, reason: string): Response => Response.json({ reason }, { status })
const broken = () => refused(400, 'broken')
const tooLarge = () => refused(413, 'too_large')

/**
 * The bytes of a request, or null where there are more than `limit`. What lies beyond the limit is not held in
 * memory.
 */
export async function readBytes(request: Request, limit: number): Promise<Uint8Array | null> {
  if (Number(request.headers.get('Content-Length') ?? 0) > limit) return null
  const chunks: Uint8Array[] = []
  let size = 0
  if (!request.body) return new Uint8Array()
  for await (const chunk of request.body as unknown as AsyncIterable<Uint8Array>) {
    size += chunk.length
    if (size > limit) return null
    chunks.push(chunk)
  }
  return Buffer.concat(chunks, size)
}

/**
 * The form of a request, the only way in which routes read one. Size, number of fields, their names, depth and
 * indices are bounded before anything parses them. Throws a Response: 405 for another method than POST, 413 for more
 * than its kind allows, 415 for what is no form, 400 for a form that no page of ours sends. NUL, which the database does not take, arrives as
 * U+FFFD, except in essays and documents, which have rules of their own for it.
 */
export async function readForm(request: Request, kind: BodyKind): Promise<FormData> {
  if (request.method !== 'POST')
    throw Response.json({ reason: 'method' }, { status: 405, headers: { Allow: 'POST' } })
  const limit: BodyLimit = BODY_LIMITS[kind]
  const bytes = await readBytes(request, limit.bytes)
  if (!bytes) throw tooLarge()
  const type = typeOf(request)
  if (!type && bytes.length === 0) return new FormData()
  if (type?.essence === 'application/x-www-form-urlencoded') return urlEncoded(bytes, limit)
  if (type?.essence === 'multipart/form-data' && limit.parts) return multipart(bytes, type, limit)
  throw refused(415, 'content_type')
}

function typeOf(request: Request): MIMEType | null {
  try {
    return new MIMEType(request.headers.get('Content-Type') ?? '')
  } catch {
    return null
  }
}

const withoutNul = (text: string): string => text.replaceAll('\0', '\uFFFD')

const PLUS = 0x2b
const SPACE = 0x20

function urlEncoded(bytes: Uint8Array, limit: BodyLimit): FormData {
  // URLSearchParams takes 80 ms for a megabyte of "+", and 5 for one of spaces.
  const text = new TextDecoder().decode(bytes.map((byte) => (byte === PLUS ? SPACE : byte)))
  let fields = 1
  for (let at = text.indexOf('&'); at >= 0; at = text.indexOf('&', at + 1)) {
    fields++
    if (fields > limit.fields) throw tooLarge()
  }
  const form = new FormData()
  for (const [name, value] of new URLSearchParams(text)) {
    if (!isFieldName(name)) throw broken()
    form.append(name, limit.raw ? value : withoutNul(value))
  }
  return form
}

async function multipart(bytes: Uint8Array, type: MIMEType, limit: BodyLimit): Promise<FormData> {
  const within = withinParts(Buffer.from(bytes), type.params.get('boundary'), limit.fields)
  if (within === 'too_many') throw tooLarge()
  if (within === 'broken') throw broken()
  const parsed = await new Response(Buffer.from(bytes), { headers: { 'Content-Type': type.toString() } })
    .formData()
    .catch(() => null)
  if (!parsed) throw broken()
  const form = new FormData()
  for (const [name, value] of parsed) {
    if (!isFieldName(name)) throw broken()
    form.append(name, typeof value === 'string' && !limit.raw ? withoutNul(value) : value)
  }
  return form
}
