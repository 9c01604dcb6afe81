import { randomUUID } from 'node:crypto'
import http, { type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import sirv from 'sirv'
import type { Services } from '../backing-services.server.ts'
import type { Log } from '../log.server.ts'
import { localeOfHeaders, localeOfRequest, type RequestContext } from '../request.server.ts'
import { BODY_LIMIT } from './body-limits.ts'
import { clientAddresses } from './client-address.server.ts'
import { type PlainReason, plainPage } from './plain-page.server.ts'
import { addressOf } from './request-target.ts'
import { groupedHandlers } from './route-groups.server.ts'
import { routePatterns } from './route-patterns.server.ts'
import { isOwnWrite, securityHeaders } from './security.server.ts'
import { discardBody, webRequest } from './web-request.server.ts'
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

type Refusal = { reason: PlainReason; status: number; code: string }

const REFUSALS = {
  broken: { reason: 'broken', status: 400, code: 'broken' },
  foreign: { reason: 'foreign', status: 403, code: 'forbidden' },
  notFound: { reason: 'notFound', status: 404, code: 'not_found' },
  method: { reason: 'broken', status: 405, code: 'method' },
  tooLarge: { reason: 'tooLarge', status: 413, code: 'too_large' },
  contentType: { reason: 'broken', status: 415, code: 'content_type' },
  crash: { reason: 'crash', status: 500, code: 'crash' },
  outage: { reason: 'outage', status: 503, code: 'outage' },
} as const satisfies Record<string, Refusal>

const METHODS = new Set(['GET', 'HEAD', 'POST'])
const API_METHODS = new Set([...METHODS, 'PUT', 'PATCH', 'DELETE'])

// Pages take forms; the addresses of scripts name their methods themselves.
const takesMethod = ({ method = '', url }: IncomingMessage): boolean =>
  (url?.startsWith('/api/') ? API_METHODS : METHODS).has(method)

// Addresses below /api answer scripts; a form without a script, which wants a page, may be sent there too.
const isForScript = ({ url, headers }: IncomingMessage): boolean =>
  url?.startsWith('/api/') === true && !headers.accept?.includes('text/html')

// Request numbers are read out over the phone: no letters that sound or look alike. Random UUIDs come from a stock of
// random bytes; asking the system for each of these would cost 3 % of a page.
const newRequestId = (): string => randomUUID().replace('-', '').slice(0, 12).toUpperCase()

function sendPlain(
  request: IncomingMessage,
  answer: ServerResponse,
  { reason, status, code }: Refusal,
  requestId: string,
): void {
  if (answer.headersSent) {
    answer.destroy()
    return
  }
  answer.statusCode = status
  answer.setHeader('Cache-Control', 'no-store')
  if (status === 503) answer.setHeader('Retry-After', '5')
  // More than a browser should be left to send in vain.
  if (Number(request.headers['content-length'] ?? 0) > 8 * BODY_LIMIT) answer.setHeader('Connection', 'close')
  if (status === 405 && !answer.hasHeader('Allow')) answer.setHeader('Allow', 'GET, HEAD')
  if (isForScript(request)) {
    answer.setHeader('Content-Type', 'application/json; charset=utf-8')
    answer.end(JSON.stringify({ reason: code }))
    return
  }
  const locale = localeOfHeaders(request.headers.cookie, request.headers['accept-language'])
  answer.setHeader('Content-Type', 'text/html; charset=utf-8')
  answer.end(plainPage(reason, locale, requestId, (answer as WithNonce).nonce ?? ''))
}

// A refusal that a route or Remix answered without a page, to somebody who asked for one.
function refusalOf(request: IncomingMessage, response: Response): Refusal | undefined {
  if (response.status < 400 || isForScript(request)) return undefined
  if (response.headers.get('Content-Type')?.startsWith('text/html')) return undefined
  if (!request.headers.accept?.includes('text/html')) return undefined
  return Object.values(REFUSALS).find(({ status }) => status === response.status)
}

/** Counts an answer and the time it took, by the pattern of its address. */
function measureAnswer(
  { metrics }: Services,
  request: IncomingMessage,
  answer: ServerResponse,
  patternOf: (pathname: string) => string,
): void {
  const began = performance.now()
  answer.on('finish', () => {
    const pathname = request.url?.split('?', 1)[0] ?? ''
    const seconds = (performance.now() - began) / 1000
    const method = request.method ?? 'GET'
    metrics.observe({ method, route: patternOf(pathname), status: answer.statusCode, seconds })
  })
}

function logAnswer(log: Log, request: IncomingMessage, answer: ServerResponse, requestId: string): void {
  const began = performance.now()
  answer.on('finish', () => {
    const pathname = request.url?.split('?', 1)[0]
    const ms = Math.round(performance.now() - began)
    log.debug({ requestId, method: request.method, pathname, status: answer.statusCode, ms })
  })
}

/**
 * The HTTP server: static files, security headers, refusal of what is no request of ours, of foreign writes and of
 * large bodies, then Remix; and a page of its own where the database or the app is out of order.
 */
export function createHttpServer({ services, build, mode, clientDir, before }: Options): http.Server {
  const handlerFor = groupedHandlers(build, mode)
  const patternOf = routePatterns(build)
  const secure = securityHeaders(services.env.secureCookies)
  const addressOfClient = clientAddresses(services.env.TRUSTED_PROXIES)
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
    const refuse = (refusal: Refusal) => sendPlain(request, answer, refusal, requestId)
    if (!takesMethod(request)) {
      answer.setHeader('Allow', 'GET, HEAD, POST')
      return refuse(REFUSALS.method)
    }
    const url = addressOf(request.url ?? '', services.env.PUBLIC_URL)
    if (!url) return refuse(REFUSALS.broken)
    // The router decodes an address and resolves it again: it would read the rest as a host.
    if (/^\/[\\/]/.test(decodeURIComponent(url.pathname))) return refuse(REFUSALS.notFound)
    if (!isOwnWrite(request, services.env.PUBLIC_URL)) return refuse(REFUSALS.foreign)
    if (Number(request.headers['content-length'] ?? 0) > BODY_LIMIT) return refuse(REFUSALS.tooLarge)
    // Remix has no use for it any more, and logs each as a fault.
    if (url.searchParams.has('_data')) url.searchParams.delete('_data')
    const web = webRequest(request, url)
    const context: RequestContext = {
      services,
      requestId,
      nonce,
      address: addressOfClient(request),
      locale: localeOfRequest(web),
      cookies: [],
    }
    const response = await handlerFor(url.pathname)(web, context)
    if (context.refusal) return refuse(REFUSALS[context.refusal])
    // A route without a component has no boundary that could show its fault; Remix has logged it.
    const isPage = response.headers.get('Content-Type')?.startsWith('text/html')
    if (response.status === 500 && !isPage) return refuse(REFUSALS.crash)
    const refusal = isPage ? undefined : refusalOf(request, response)
    if (refusal) return refuse(refusal)
    // Remix answers so where a page has no action.
    if (response.status === 405 && !response.headers.has('Allow')) response.headers.set('Allow', 'GET, HEAD')
    for (const cookie of context.cookies) response.headers.append('Set-Cookie', cookie)
    if (!response.headers.has('Cache-Control')) response.headers.set('Cache-Control', 'private, no-cache')
    await sendResponse(request, answer, response)
  }

  return http.createServer((request, answer) => {
    const requestId = newRequestId()
    answer.setHeader('X-Request-Id', requestId)
    Object.assign(answer, { nonce: randomUUID() })
    answer.on('finish', () => discardBody(request))
    measureAnswer(services, request, answer, patternOf)
    if (services.log.isLevelEnabled('debug')) logAnswer(services.log, request, answer, requestId)
    const page = () =>
      secure(request, answer, () => {
        const run = () =>
          app(request, answer, requestId).catch((error: NodeJS.ErrnoException) => {
            // The client went away in the middle of the answer.
            if (error.code === 'ERR_STREAM_PREMATURE_CLOSE' || error.code === 'ECONNRESET') return
            services.log.error({ err: error, requestId }, 'crash')
            sendPlain(request, answer, REFUSALS.crash, requestId)
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
