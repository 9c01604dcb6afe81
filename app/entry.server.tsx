import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { isDataException } from '#app/platform/http/data-exception.server.ts'
import { isOutage } from '#app/platform/http/outage.server.ts'
import { respondWith } from './page-response.server.tsx'

/** No loader defers. What a component throws goes up to Remix, which answers with the crash page. */
export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  return respondWith(
    context,
    status,
    headers,
    <RemixServer context={remix} url={request.url} nonce={context.nonce} />,
  )
}

/** Every error that a loader or an action throws passes here once. */
export function handleError(error: unknown, { context }: { context: AppLoadContext }): void {
  const { log } = context.services
  if (isOutage(error)) {
    context.refusal = 'outage'
    log.warn({ requestId: context.requestId, reason: (error as Error).message }, 'refused')
    return
  }
  // The page should have refused the value itself: logged as a fault of ours, answered as the sender's.
  if (isDataException(error)) context.refusal = 'broken'
  log.error({ err: error, requestId: context.requestId }, 'request failed')
}
