import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { I18nProvider } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { isOutage } from '#app/platform/http/outage.server.ts'
import { isBodyTooLarge } from '#app/platform/http/web-request.server.ts'
import { renderPage } from '#app/ui/kept.tsx'
import { RequestNumber } from './request-number.tsx'

/** The headers by which the service worker knows whose page it sees, and in which language she reads. */
async function introduce(headers: Headers, context: AppLoadContext): Promise<void> {
  headers.set('Content-Language', context.locale)
  const known = await context.ctx?.catch(() => null)
  if (known) headers.set('X-Alqa-Person', known.actor.kind === 'person' ? known.actor.id : '-')
}

/**
 * Renders a page as one string: nothing is hydrated and no loader defers, so a stream would only cost. What a
 * component throws goes up to Remix, which answers with the crash page.
 */
export default async function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const { locale, nonce, requestId } = context
  headers.set('Content-Type', 'text/html; charset=utf-8')
  await introduce(headers, context)
  context.page = renderPage(
    <I18nProvider value={{ locale, t: translator(locale) }}>
      <RequestNumber.Provider value={requestId}>
        <RemixServer context={remix} url={request.url} nonce={nonce} />
      </RequestNumber.Provider>
    </I18nProvider>,
  )
  return new Response(null, { status, headers })
}

/** Every error that a loader or an action throws passes here once. */
export function handleError(error: unknown, { context }: { context: AppLoadContext }): void {
  if (isOutage(error)) context.outage = true
  else if (isBodyTooLarge(error)) context.tooLarge = true
  else {
    context.services.log.error({ err: error, requestId: context.requestId }, 'request failed')
    return
  }
  context.services.log.warn({ requestId: context.requestId, reason: (error as Error).message }, 'refused')
}
