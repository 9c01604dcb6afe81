import { data, redirect } from '@remix-run/node'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { changePasswordForm, ProfileForm } from '#app/features/identity/forms.server.ts'
import { changePassword } from '#app/features/identity/operations/change-password.server.ts'
import { changeProfile } from '#app/features/identity/operations/change-profile.server.ts'
import { endSessions } from '#app/features/identity/operations/end-sessions.server.ts'
import { renewCalendarKey } from '#app/features/identity/operations/renew-calendar-key.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { intentOf } from '#app/platform/intent.server.ts'
import { browserOf, localeCookie, type RequestContext } from '#app/platform/request.server.ts'

/** What the account page says after a change. */
export const accountChanges = ['profile', 'password', 'session', 'sessions', 'calendar'] as const
export type AccountChange = (typeof accountChanges)[number]

const INTENTS = ['profile', 'password', 'end-session', 'end-others', 'renew-calendar'] as const
const RETRY: Record<number, Record<string, string>> = {
  429: { 'Retry-After': '900' },
  503: { 'Retry-After': '5' },
}
const STATUS = { wrong: 400, too_many: 429, busy: 503 }
const SENTENCES = {
  wrong: 'identity.account.wrong',
  too_many: 'identity.account.tooMany',
  busy: 'identity.signIn.busy',
} as const

const refused = (reply: FormReply, status = 400) => data({ reply }, { status, headers: RETRY[status] ?? {} })

const saved = (change: AccountChange, cookie?: string) =>
  redirect(`${paths.account({ saved: change })}#done`, cookie ? { headers: { 'Set-Cookie': cookie } } : {})

/** Carries out what a form of the account page asks for: a redirect that says so, or the page again with what is wrong. */
export async function changeAccount(ctx: Ctx, request: Request, context: RequestContext) {
  const permit = await authorize(ctx, request, 'account.manage', null)
  const form = await readForm(request, 'fields')
  const intent = intentOf(form, INTENTS)
  if (intent === 'password') return newPassword(ctx, request, context, form)
  if (intent === 'profile') {
    const parsed = parseForm(form, ProfileForm, translator(ctx.locale))
    if (!parsed.ok) return refused(parsed.reply)
    await changeProfile(ctx, permit, parsed.value)
    return saved('profile', localeCookie(parsed.value.locale, context.services.env.secureCookies))
  }
  if (intent === 'renew-calendar') {
    await renewCalendarKey(ctx, permit)
    return saved('calendar')
  }
  const others = intent === 'end-others'
  await endSessions(ctx, permit, others ? 'others' : { id: String(form.get('session') ?? '') })
  return saved(others ? 'sessions' : 'session')
}

async function newPassword(ctx: Ctx, request: Request, context: RequestContext, form: FormData) {
  const permit = await authorize(ctx, request, 'account.manage', null)
  const { services } = context
  const t = translator(ctx.locale)
  const parsed = parseForm(form, changePasswordForm(requirePerson(ctx, request)), t)
  if (!parsed.ok) return refused(parsed.reply)
  const changed = await changePassword(ctx, services.limits, permit, parsed.value)
  if (!changed.ok)
    return refused(refusedForm(form, 'password', t(SENTENCES[changed.reason])), STATUS[changed.reason])
  const cookie = await services.sessions.open(permit.personId, browserOf(request, context))
  return saved('password', cookie)
}
