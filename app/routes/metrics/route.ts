import { timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import type { LoaderFunctionArgs } from '@remix-run/node'
import { hashSecret } from '#app/platform/session.server.ts'

/**
 * Figures for Prometheus: with METRICS_TOKEN for who sends it as a bearer token, without it for this machine alone.
 * Everybody else finds no page here.
 */
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { env, metrics } = context.services
  const token = /^Bearer (.+)$/.exec(request.headers.get('Authorization') ?? '')?.[1]
  const allowed = env.METRICS_TOKEN
    ? token !== undefined && isSame(token, env.METRICS_TOKEN)
    : isLoopback(context.address)
  if (!allowed) throw new Response(null, { status: 404 })
  return new Response(await metrics.text(), {
    headers: { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' },
  })
}

// By hashes of one length: comparing them takes as long for every token.
const isSame = (sent: string, expected: string): boolean =>
  timingSafeEqual(Buffer.from(hashSecret(sent)), Buffer.from(hashSecret(expected)))

const isLoopback = (address: string): boolean =>
  address === '::1' || (isIP(address.replace(/^::ffff:/, '')) === 4 && /^(::ffff:)?127\./.test(address))
