import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { changeLocale } from '#app/features/identity/operations/change-locale.server.ts'
import { isLocale } from '#app/i18n/locales.ts'
import { paths, safeRedirect } from '#app/paths.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { localeCookie, requestCtx } from '#app/platform/request.server.ts'

// Reading an address changes nothing: old links of this form lead home.
export function loader() {
  throw redirect(paths.home())
}

/** Changes the language and leads back to where the form stands. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const { lang } = params
  if (!isLocale(lang)) throw new Response(null, { status: 404 })
  const ctx = await requestCtx(request, context)
  const back = safeRedirect((await readForm(request, 'visitor')).get('back')) ?? paths.home()
  await changeLocale(ctx, lang)
  const cookie = localeCookie(lang, context.services.env.secureCookies)
  throw redirect(back, { status: 303, headers: { 'Set-Cookie': cookie } })
}
