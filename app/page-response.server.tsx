import type { ActionFunctionArgs, LoaderFunctionArgs } from '@remix-run/node'
import type { ReactNode } from 'react'
import { I18nProvider } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { type RequestContext, requestCtx } from '#app/platform/request.server.ts'
import { renderPage } from '#app/ui/kept.tsx'
import { Document, FaultDocument, frameOf } from './document.tsx'
import { RequestNumber } from './request-number.tsx'

/** Answers with a whole document, rendered as one string: nothing is hydrated, so a stream would only cost. */
export async function respondWith(
  context: RequestContext,
  status: number,
  headers: Headers,
  document: ReactNode,
): Promise<Response> {
  const { locale, requestId } = context
  headers.set('Content-Type', 'text/html; charset=utf-8')
  headers.set('Content-Language', locale)
  // By these the service worker knows whose page it sees, and in which language she reads.
  const known = await context.ctx?.catch(() => null)
  if (known) headers.set('X-Alqa-Person', known.actor.kind === 'person' ? known.actor.id : '-')
  context.page = renderPage(
    <I18nProvider value={{ locale, t: translator(locale) }}>
      <RequestNumber.Provider value={requestId}>{document}</RequestNumber.Provider>
    </I18nProvider>,
  )
  return new Response(null, { status, headers })
}

type Args = LoaderFunctionArgs | ActionFunctionArgs
type Shown = { title: string; status?: number; page: ReactNode }

/**
 * Makes a loader or an action that answers with its page, for a route without a component: Remix then matches once and
 * encodes nothing for a browser runtime, which saves a quarter of what a page costs. For the pages that everybody opens all day;
 * the others are components. What `show` throws as 403 or 404 gets the same page as everywhere.
 */
export function pageOf(show: (args: Args) => Promise<Shown>): (args: Args) => Promise<Response> {
  return async (args) => {
    const { request, context } = args
    const frame = async () => frameOf(await requestCtx(request, context), request)
    try {
      const { title, status = 200, page } = await show(args)
      const document = (
        <Document title={title} frame={await frame()}>
          {page}
        </Document>
      )
      return await respondWith(context, status, new Headers(), document)
    } catch (thrown) {
      if (!(thrown instanceof Response) || (thrown.status !== 403 && thrown.status !== 404)) throw thrown
      const { status } = thrown
      return respondWith(
        context,
        status,
        new Headers(),
        <FaultDocument status={status} frame={await frame()} />,
      )
    }
  }
}
