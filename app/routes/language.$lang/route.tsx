import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { changeLocale } from '#app/features/identity/operations/change-locale.server.ts'
import { isLocale } from '#app/i18n/locales.ts'
import { paths, safeRedirect } from '#app/paths.ts'
import { localeCookie, requestCtx } from '#app/platform/request.server.ts'

// A link, so that changing the language needs no script; following it twice changes nothing more.
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const { lang } = params
  if (!isLocale(lang)) throw new Response(null, { status: 404 })
  const ctx = await requestCtx(request, context)
  await changeLocale(ctx, lang)
  const back = safeRedirect(new URL(request.url).searchParams.get('back')) ?? paths.home()
  throw redirect(back, { headers: { 'Set-Cookie': localeCookie(lang, context.services.env.secureCookies) } })
}
