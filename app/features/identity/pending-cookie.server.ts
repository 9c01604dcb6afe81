import { parse, serialize } from 'cookie'
import { paths } from '#app/paths.ts'
import { PENDING_MINUTES } from './steps/second-factor.server.ts'

const NAME = 'alqa_pending'

/** The cookie of a sign-in that waits for its second factor; an empty token clears it. */
export const pendingCookie = (token: string, secure: boolean): string =>
  serialize(NAME, token, {
    path: paths.signIn(),
    httpOnly: true,
    sameSite: 'lax',
    secure,
    maxAge: token ? PENDING_MINUTES * 60 : 0,
  })

/** The token of the waiting sign-in that a request's cookies name; null where they name none. */
export const pendingToken = (cookies: string | null): string | null => parse(cookies ?? '')[NAME] || null
