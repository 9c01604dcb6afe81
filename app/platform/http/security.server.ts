import type { IncomingMessage, ServerResponse } from 'node:http'
import helmet from 'helmet'

type WithNonce = ServerResponse & { nonce?: string }

/** Security headers of every answer; scripts run only with the answer's nonce. */
export function securityHeaders(secure: boolean) {
  return helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'none'"],
        scriptSrc: [(_request, response) => `'nonce-${(response as WithNonce).nonce}'`, "'strict-dynamic'"],
        styleSrc: ["'self'", (_request, response) => `'nonce-${(response as WithNonce).nonce}'`],
        imgSrc: ["'self'", 'data:'],
        fontSrc: ["'self'"],
        connectSrc: ["'self'"],
        workerSrc: ["'self'"],
        manifestSrc: ["'self'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
        baseUri: ["'none'"],
        ...(secure ? { upgradeInsecureRequests: [] } : {}),
      },
    },
    strictTransportSecurity: secure ? { maxAge: 31_536_000, includeSubDomains: false } : false,
    referrerPolicy: { policy: 'same-origin' },
    crossOriginEmbedderPolicy: false,
    xFrameOptions: { action: 'deny' },
  })
}

const READS = new Set(['GET', 'HEAD', 'OPTIONS'])

/**
 * False for a write that another site sent. Browsers tell by Sec-Fetch-Site; older ones by Origin, which must be
 * one of our own hosts. A write with neither comes from no browser and carries no cookie by accident.
 */
export function isOwnWrite(request: IncomingMessage, publicUrl: string): boolean {
  if (READS.has(request.method ?? 'GET')) return true
  const site = request.headers['sec-fetch-site']
  if (site) return site === 'same-origin' || site === 'none'
  const origin = request.headers.origin
  if (!origin) return true
  if (origin === new URL(publicUrl).origin) return true
  return URL.canParse(origin) && new URL(origin).host === request.headers.host
}
