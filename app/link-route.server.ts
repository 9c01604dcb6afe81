import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { newPasswordForm } from '#app/features/identity/forms.server.ts'
import type { LinkPurpose } from '#app/features/identity/links.server.ts'
import { admit } from '#app/features/identity/operations/admit.server.ts'
import { choosePassword } from '#app/features/identity/operations/choose-password.server.ts'
import { linkOwner } from '#app/features/identity/queries/accounts.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { browserOf, entranceOf, requestCtx } from '#app/platform/request.server.ts'

// What the pages behind links in mails share: an invitation and a reset differ by their purpose and their words.

/** The owner of the link, or 410 with none. Opening the page spends nothing: mail programs and scanners open links, too. */
export async function linkLoader(purpose: LinkPurpose, { request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const owner = await linkOwner(ctx, purpose, params.token ?? '')
  if (!owner) {
    const title = translator(ctx.locale)('identity.link.deadTitle')
    return data({ title, owner: null }, { status: 410 })
  }
  // Whoever opens a personal link is addressed in the language of its owner.
  if (ctx.actor.kind === 'visitor' && !request.headers.get('Cookie')?.includes('alqa_locale='))
    context.locale = owner.locale
  const title = translator(context.locale)(`identity.link.${purpose}`, { name: owner.name })
  return data({ title, owner: { name: owner.name, email: owner.email } })
}

/** Takes the new password, signs in, and leads on; a link that is dead by now answers 410 and changes nothing. */
export async function linkAction(purpose: LinkPurpose, { request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const token = params.token ?? ''
  const form = await readForm(request, 'visitor')
  const owner = await linkOwner(ctx, purpose, token)
  if (!owner) return data({ reply: null }, { status: 410 })
  const t = translator(ctx.locale)
  const parsed = parseForm(form, newPasswordForm(owner), t)
  if (!parsed.ok) return data({ reply: parsed.reply }, { status: 400 })
  const chosen = await choosePassword(ctx, { purpose, token, newPassword: parsed.value.newPassword })
  if (!chosen.ok && chosen.reason === 'dead') return data({ reply: null }, { status: 410 })
  if (!chosen.ok) {
    const reply = refusedForm(form, 'newPassword', t('identity.signIn.busy'))
    return data({ reply }, { status: 503, headers: { 'Retry-After': '5' } })
  }
  const { cookie, location } = await admit(ctx, entranceOf(context), {
    personId: chosen.value.personId,
    browser: browserOf(request, context),
    redirectTo: null,
    proved: 'password',
  })
  throw redirect(location, { headers: { 'Set-Cookie': cookie } })
}
