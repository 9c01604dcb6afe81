import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { NewPasswordForm } from '#app/features/identity/components/new-password.tsx'
import { newPasswordForm } from '#app/features/identity/forms.server.ts'
import { choosePassword } from '#app/features/identity/operations/choose-password.server.ts'
import { linkOwner } from '#app/features/identity/queries.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm } from '#app/platform/forms.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

const purpose = 'invitation'

// Opening the page spends nothing: mail programs and scanners open links, too.
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const owner = await linkOwner(ctx, purpose, params.token ?? '')
  if (!owner) {
    const title = translator(ctx.locale)('identity.link.deadTitle')
    return data({ title, owner: null }, { status: 410 })
  }
  // Whoever opens a personal link is addressed in the language of its owner.
  if (ctx.actor.kind === 'visitor' && !request.headers.get('Cookie')?.includes('alqa_locale='))
    context.locale = owner.locale
  const title = translator(context.locale)('identity.link.invitation', { name: owner.name })
  return data({ title, owner: { name: owner.name, email: owner.email } })
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const token = params.token ?? ''
  const form = await request.formData()
  const owner = await linkOwner(ctx, purpose, token)
  if (!owner) return data({ reply: null }, { status: 410 })
  const parsed = parseForm(form, newPasswordForm(owner), translator(ctx.locale))
  if (!parsed.ok) return data({ reply: parsed.reply }, { status: 400 })
  const chosen = await choosePassword(ctx, { purpose, token, newPassword: parsed.value.newPassword })
  if (!chosen.ok) return data({ reply: null }, { status: 410 })
  const cookie = await context.services.sessions.open(chosen.value.personId)
  throw redirect(paths.home(), { headers: { 'Set-Cookie': cookie } })
}

export default function Link() {
  const { t } = useI18n()
  const { owner } = useLoaderData<typeof loader>()
  const { errors = {} } = useActionData<typeof action>()?.reply ?? {}
  if (!owner) {
    return (
      <Page width="form">
        <PageHead title={t('identity.link.deadTitle')} lead={t('identity.link.deadInvitation')} />
        <p>
          <ButtonLink kind="main" href={paths.signIn()}>
            {t('identity.signIn.title')}
          </ButtonLink>
        </p>
      </Page>
    )
  }
  return (
    <Page width="form">
      <PageHead
        title={t('identity.link.invitation', { name: owner.name })}
        lead={t('identity.link.inviteLead')}
      />
      <NewPasswordForm email={owner.email} error={errors.newPassword} />
    </Page>
  )
}
