import { parse as parseCookies } from 'cookie'
import { localeFromHeader } from '#app/i18n/accept-language.server.ts'
import { isLocale, type Locale } from '#app/i18n/locales.ts'
import type { Services } from './backing-services.server.ts'
import type { Ctx } from './ctx.ts'
import { networkOf } from './network.ts'
import type { Browser } from './session.server.ts'

declare module '@remix-run/node' {
  interface AppLoadContext extends RequestContext {}
  interface Future {
    v3_singleFetch: true
  }
}

/** What the HTTP server knows of one request and hands to Remix. */
export type RequestContext = {
  services: Services
  requestId: string
  /** For script tags; a fresh one an answer. */
  nonce: string
  /** The client's network address, as far as it can be known. */
  address: string
  locale: Locale
  /** Cookies to set, whatever the route answers. */
  cookies: string[]
  /** Set where the database could not be reached (503) or refused a value of the request (400). */
  refusal?: 'outage' | 'broken'
  /** Set by an action whose answer has to be shown although the page itself would lead elsewhere by now. */
  keepsPage?: boolean
  ctx?: Promise<Ctx>
}

/** Cookie that remembers the language of a visitor; a signed-in person's is in the database. */
export const localeCookie = (locale: Locale, secure: boolean): string =>
  `alqa_locale=${locale}; Path=/; Max-Age=31536000; SameSite=Lax${secure ? '; Secure' : ''}`

/** True where a page of this browser has words of an essay that were not on the server when it last looked. */
export const saysUnsent = (request: Request): boolean =>
  parseCookies(request.headers.get('Cookie') ?? '').alqa_unsent === '1'

/** The language of a request before anybody is known: its cookie, else its Accept-Language. */
export const localeOfRequest = ({ headers }: Request): Locale =>
  localeOfHeaders(headers.get('Cookie'), headers.get('Accept-Language'))

/** The same by the headers alone. */
export function localeOfHeaders(
  cookies: string | null | undefined,
  accepts: string | null | undefined,
): Locale {
  const chosen = parseCookies(cookies ?? '').alqa_locale
  return isLocale(chosen) ? chosen : localeFromHeader(accepts ?? null)
}

async function readCtx(request: Request, context: RequestContext): Promise<Ctx> {
  const { services } = context
  const { person, cookie } = await services.sessions.read(request)
  if (cookie) context.cookies.push(cookie)
  if (person) context.locale = person.locale
  return {
    db: services.db,
    actor: person ?? { kind: 'visitor' },
    now: services.now,
    requestId: context.requestId,
    locale: context.locale,
  }
}

/** The Ctx of a request. Loaders of one request share it, so a page reads its session once. */
export function requestCtx(request: Request, context: RequestContext): Promise<Ctx> {
  context.ctx ??= readCtx(request, context)
  return context.ctx
}

/** The browser that a request came from, for the session that it opens. */
export const browserOf = ({ headers }: Request, { address }: RequestContext): Browser => ({
  userAgent: headers.get('User-Agent'),
  network: networkOf(address),
  cookies: headers.get('Cookie'),
})

/** What the way into a session needs of the services. */
export const entranceOf = ({ services: { sessions, env } }: RequestContext) => ({
  sessions,
  secret: env.SESSION_SECRET,
  publicUrl: env.PUBLIC_URL,
  secureCookies: env.secureCookies,
})
