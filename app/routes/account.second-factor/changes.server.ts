import { data, redirect } from '@remix-run/node'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import type { Permit } from '#app/access/permit.ts'
import { confirmPassword } from '#app/features/identity/confirm-password.server.ts'
import {
  PasskeyNameForm,
  PasswordForm,
  SecondFactorIntent,
  TotpCodeForm,
} from '#app/features/identity/forms.server.ts'
import { beginPasskey } from '#app/features/identity/operations/begin-passkey.server.ts'
import { beginTotp } from '#app/features/identity/operations/begin-totp.server.ts'
import { confirmTotp } from '#app/features/identity/operations/confirm-totp.server.ts'
import { finishPasskey } from '#app/features/identity/operations/finish-passkey.server.ts'
import { removeFactor } from '#app/features/identity/operations/remove-factor.server.ts'
import { renewRecoveryCodes } from '#app/features/identity/operations/renew-recovery-codes.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import type { RequestContext } from '#app/platform/request.server.ts'

/** What the page says after a change. */
export const factorChanges = ['totp', 'passkey', 'removed'] as const
type FactorChange = (typeof factorChanges)[number]

type Requested = { ctx: Ctx; context: RequestContext; form: FormData; permit: Permit<'second-factor.manage'> }
type Answer = { reply: FormReply | null; codes: string[] | null }

const refused = (reply: FormReply, status: number) =>
  data<Answer>({ reply, codes: null }, { status, headers: status === 429 ? { 'Retry-After': '900' } : {} })
// Recovery codes are in this answer and in no other: nothing may keep it.
const shown = (codes: string[]) =>
  data<Answer>({ reply: null, codes }, { headers: { 'Cache-Control': 'private, no-store' } })
const saved = (change: FactorChange) => redirect(paths.secondFactor({ saved: change }))

/** Carries out what a form of the page requests: a redirect, new recovery codes, or what is wrong. */
export async function changeFactors(ctx: Ctx, request: Request, context: RequestContext) {
  const permit = await authorize(ctx, request, 'second-factor.manage', null)
  const form = await readForm(request, 'fields')
  const intent = SecondFactorIntent.safeParse(form.get('intent'))
  if (!intent.success) throw new Response(null, { status: 400 })
  const requested = { ctx, context, form, permit }
  if (intent.data === 'confirm-totp') return confirm(requested)
  if (intent.data === 'finish-passkey') return finish(requested)
  return (await refusedPassword(requested, request)) ?? change(requested, intent.data)
}

/** Everything that weakens or begins something asks for the password again. */
async function refusedPassword({ ctx, context, form }: Requested, request: Request) {
  const t = translator(ctx.locale)
  requirePerson(ctx, request)
  const parsed = parseForm(form, PasswordForm, t)
  if (!parsed.ok) return refused(parsed.reply, 400)
  const own = ctx.actor.kind === 'person' ? ctx.actor.id : ''
  const right = await confirmPassword(ctx, context.services.limits, own, parsed.value.password)
  if (right.ok) return null
  const [sentence, status] = PASSWORD_REFUSALS[right.reason]
  return refused(refusedForm(form, 'password', t(sentence)), status)
}

const PASSWORD_REFUSALS = {
  wrong: ['identity.account.wrong', 400],
  too_many: ['identity.account.tooMany', 429],
  busy: ['identity.signIn.busy', 503],
} as const

async function change({ ctx, context, permit }: Requested, intent: string) {
  const { env } = context.services
  if (intent === 'begin-totp') {
    await beginTotp(ctx, permit, env.SESSION_SECRET)
    return redirect(`${paths.secondFactor()}#totp`)
  }
  if (intent === 'begin-passkey') {
    await beginPasskey(ctx, permit, env.PUBLIC_URL)
    return redirect(`${paths.secondFactor()}#passkeys`)
  }
  if (intent === 'new-codes') {
    const renewed = await renewRecoveryCodes(ctx, permit, env.SESSION_SECRET)
    return renewed.ok ? shown(renewed.value.codes) : redirect(paths.secondFactor())
  }
  const passkeyId = intent.replace(/^remove-passkey:/, '')
  await removeFactor(ctx, permit, intent === 'remove-totp' ? 'totp' : { passkeyId })
  return saved('removed')
}

async function confirm({ ctx, context, form, permit }: Requested) {
  const t = translator(ctx.locale)
  const parsed = parseForm(form, TotpCodeForm, t)
  if (!parsed.ok) return refused(parsed.reply, 400)
  const { limits, env } = context.services
  const { code } = parsed.value
  const confirmed = await confirmTotp(ctx, permit, { code, secret: env.SESSION_SECRET, limits })
  if (confirmed.ok) return confirmed.value.codes ? shown(confirmed.value.codes) : saved('totp')
  if (confirmed.reason === 'none') return redirect(paths.secondFactor())
  return confirmed.reason === 'wrong'
    ? refused(refusedForm(form, 'code', t('security.step.wrong.code')), 400)
    : refused(refusedForm(form, 'code', t('identity.account.tooMany')), 429)
}

async function finish({ ctx, context, form, permit }: Requested) {
  const t = translator(ctx.locale)
  const parsed = parseForm(form, PasskeyNameForm, t)
  if (!parsed.ok) return refused(parsed.reply, 400)
  const { env } = context.services
  const finished = await finishPasskey(ctx, permit, {
    name: parsed.value.name,
    answer: parsed.value.passkey,
    publicUrl: env.PUBLIC_URL,
    secret: env.SESSION_SECRET,
  })
  if (finished.ok) return finished.value.codes ? shown(finished.value.codes) : saved('passkey')
  return refused(refusedForm(form, 'passkey', t(`security.passkey.${finished.reason}`)), 400)
}
