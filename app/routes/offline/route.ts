import type { LoaderFunctionArgs } from '@remix-run/node'
import { isLocale } from '#app/i18n/locales.ts'
import { offlinePage } from '#app/platform/http/plain-page.server.ts'

/** The page that the service worker keeps for addresses that it does not have when there is no line. */
export function loader({ request, context }: LoaderFunctionArgs) {
  const lang = new URL(request.url).searchParams.get('lang')
  return new Response(offlinePage(isLocale(lang) ? lang : context.locale, context.nonce), {
    headers: { 'Content-Type': 'text/html; charset=utf-8' },
  })
}
