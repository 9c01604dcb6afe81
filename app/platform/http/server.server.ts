import { randomUUID } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import sirv from 'sirv'
import type { Services } from '../backing-services.server.ts'
import type { Log } from '../log.server.ts'
import { localeOfHeaders, localeOfRequest, type RequestContext } from '../request.server.ts'
import { type PlainReason, plainPage } from './plain-page.server.ts'
import { groupedHandlers } from './route-groups.server.ts'
import { isOwnWrite, securityHeaders } from './security.server.ts'
import { announcesTooMuch, isBodyTooLarge, webRequest } from './web-request.server.ts'
import { sendResponse } from './web-response.server.ts'

type WithNonce = ServerResponse & { nonce?: string }

type Options = {
  services: Services
  /** The built app, or how to get the newest one in development. */
  build: ServerBuild | (() => Promise<ServerBuild>)
  mode: 'production' | 'development' | 'test'
  /** Files below here are served as they are; hashed ones for a year. */
  clientDir?: string
  /** Vite's own middleware, in development. */
  before?: (request: IncomingMessage, answer: ServerResponse, next: () => void) => void
}

const STATUS: Record<PlainReason, number> = { outage: 503, tooLarge: 413, crash: 500, foreign: 403 }

const REASON: Record<PlainReason, string> = {
  outage: 'outage',
  tooLarge: 'too_large',
  crash: 'crash',
  foreign: 'forbidden',
}

// Addresses below /api answer scripts; a form without a script, which wants a page, may be sent there too.
const isForScript = ({ url, headers }: IncomingMessage): boolean =>
  url?.startsWith('/api/') === true && !headers.accept?.includes('text/html')

// Request numbers are read out over the phone: no letters that sound or look alike. Random UUIDs come from a stock of
// random bytes; asking the system for each of these would cost 3 % of a page.
const newRequestId = (): string => randomUUID().replace('-', '').slice(0, 12).toUpperCase()

function clientAddress(request: IncomingMessage): string {
  const peer = request.socket.remoteAddress ?? ''
  // Behind a proxy on this machine the last hop it saw is the client.
  const forwarded = request.headers['x-forwarded-for']
  const local = peer === '127.0.0.1' || peer === '::1' || peer === '::ffff:127.0.0.1'
  if (local && typeof forwarded === 'string') return forwarded.split(',').at(-1)?.trim() ?? peer
  return peer
}

function sendPlain(
  request: IncomingMessage,
  answer: ServerResponse,
  reason: PlainReason,
  requestId: string,
): void {
  if (answer.headersSent) {
    answer.destroy()
    return
  }
  answer.statusCode = STATUS[reason]
  answer.setHeader('Cache-Control', 'no-store')
  if (reason === 'outage') answer.setHeader('Retry-After', '5')
  // A body that was not read to its end cannot be followed by another request.
  if (reason === 'tooLarge') answer.setHeader('Connection', 'close')
  if (isForScript(request)) {
    answer.setHeader('Content-Type', 'application/json; charset=utf-8')
    answer.end(JSON.stringify({ reason: REASON[reason] }))
    return
  }
  const locale = localeOfHeaders(request.headers.cookie, request.headers['accept-language'])
  answer.setHeader('Content-Type', 'text/html; charset=utf-8')
  answer.end(plainPage(reason, locale, requestId, (answer as WithNonce).nonce ?? ''))
}

function logAnswer(log: Log, request: IncomingMessage, answer: ServerResponse, requestId: string): void {
  const began = performance.now()
  answer.on('finish', () => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    const ms = Math.round(performance.now() - began)
    log.debug({ requestId, method: request.method, pathname, status: answer.statusCode, ms })
  })
}

/**
 * The HTTP server: static files, security headers, refusal of foreign writes and of large bodies, one Remix
 * request after another, and a page that stands alone where the database or the app is out of order.
 */
export function createHttpServer({ services, build, mode, clientDir, before }: Options): http.Server {
  const handlerFor = groupedHandlers(build, mode)
  const secure = securityHeaders(services.env.secureCookies)
  const files = clientDir
    ? sirv(clientDir, {
        gzip: true,
        brotli: true,
        etag: true,
        setHeaders(answer, pathname) {
          answer.setHeader(
            'Cache-Control',
            pathname.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache',
          )
        },
      })
    : undefined

  async function app(request: IncomingMessage, answer: ServerResponse, requestId: string): Promise<void> {
    const nonce = (answer as WithNonce).nonce ?? ''
    if (!isOwnWrite(request, services.env.PUBLIC_URL)) return sendPlain(request, answer, 'foreign', requestId)
    if (announcesTooMuch(request)) return sendPlain(request, answer, 'tooLarge', requestId)
    const web = webRequest(request, services.env.PUBLIC_URL)
    const context: RequestContext = {
      services,
      requestId,
      nonce,
      address: clientAddress(request),
      locale: localeOfRequest(web),
      cookies: [],
    }
    let response: Response
    try {
      response = await handlerFor(new URL(web.url).pathname)(web, context)
    } catch (error) {
      if (isBodyTooLarge(error)) {
        return sendPlain(request, answer, 'tooLarge', requestId)
      }
      throw error
    }
    if (context.tooLarge) return sendPlain(request, answer, 'tooLarge', requestId)
    if (context.outage) return sendPlain(request, answer, 'outage', requestId)
    // A route without a component has no boundary that could show its fault; Remix has logged it.
    if (response.status === 500 && !context.page) return sendPlain(request, answer, 'crash', requestId)
    for (const cookie of context.cookies) response.headers.append('Set-Cookie', cookie)
    if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-cache')
    await sendResponse(request, answer, response, context.page)
  }

  return http.createServer((request, answer) => {
    const requestId = newRequestId()
    answer.setHeader('X-Request-Id', requestId)
    Object.assign(answer, { nonce: randomUUID() })
    if (services.log.isLevelEnabled('debug')) logAnswer(services.log, request, answer, requestId)
    const page = () =>
      secure(request, answer, () => {
        const run = () =>
          app(request, answer, requestId).catch((error: NodeJS.ErrnoException) => {
            // The client went away in the middle of the answer.
            if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET') return
            services.log.error({ err: error, requestId }, 'crash')
            sendPlain(request, answer, 'crash', requestId)
          })
        const serveFiles = () => (files ? files(request, answer, run) : void run())
        if (before) before(request, answer, serveFiles)
        else serveFiles()
      })
    if (!files || !request.url?.startsWith('/assets/')) return page()
    // Style sheets, scripts and fonts need no policy of a page: it would be 700 bytes with each of them.
    answer.setHeader('X-Content-Type-Options', 'nosniff')
    answer.setHeader('Cross-Origin-Resource-Policy', 'same-origin')
    files(request, answer, page)
  })
}

/** Where the build puts what browsers get. */
export const CLIENT_DIR = path.resolve('build/client')
