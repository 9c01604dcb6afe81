import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { isRouteErrorResponse, RemixServer } from '@remix-run/react'
import { I18nProvider } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { isDataException } from '#app/platform/http/data-exception.server.ts'
import { isOutage } from '#app/platform/http/outage.server.ts'
import { RequestNumber } from './request-number.tsx'
import { renderDocument } from './ui/cached-html.tsx'

/**
 * Answers with the whole document as one string: nothing is hydrated and no loader defers, so a stream would only cost.
 * What a component throws goes up to Remix, which answers with the crash page.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const { locale, requestId, nonce } = context
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Content-Language', locale)
  // By these the service worker knows whose page it sees, and in which language it is read.
  const ctx = await context.ctx?.catch(() => null)
  if (ctx) headers.set('X-Alqa-Person', ctx.actor.kind === 'person' ? ctx.actor.id : '-')
  const page = renderDocument(
    <I18nProvider value={{ locale, t: translator(locale) }}>
      <RequestNumber.Provider value={requestId}>
        <RemixServer context={remix} url={request.url} nonce={nonce} />
      </RequestNumber.Provider>
    </I18nProvider>,
  )
  return new Response(page, { status, headers })
}

/** Every error that a loader or an action throws passes here once. */
export function handleError(error: unknown, { context }: { context: AppLoadContext }): void {
  // Remix's own refusals: a form sent to a page that takes none, an address that is none.
  if (isRouteErrorResponse(error) && error.status < 500) return
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
