import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { confirmPassword } from '#app/features/identity/confirm-password.server.ts'
import { ErasureForm } from '#app/features/privacy/components/erasure-form.tsx'
import { OwnErasureForm } from '#app/features/privacy/forms.server.ts'
import { eraseOwnAccount } from '#app/features/privacy/operations/erase-own-account.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { privatePage } from '#app/platform/private-page.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Field } from '#app/ui/field.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

const STATUS = { wrong: 400, too_many: 429, busy: 503 }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  await authorize(ctx, request, 'account.manage', null)
  const { name, email } = requirePerson(ctx, request)
  const t = translator(ctx.locale)
  return { title: t('privacy.erase.titleOwn'), lead: t('privacy.erase.lead', { name, email }), email }
}

export const headers = privatePage

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'account.manage', null)
  const { limits, sessions } = context.services
  const t = translator(ctx.locale)
  const form = await readForm(request, 'fields')
  const parsed = parseForm(form, OwnErasureForm, t)
  if (!parsed.ok) return data({ reply: parsed.reply }, { status: 400 })
  const right = await confirmPassword(ctx, limits, permit.personId, parsed.value.password)
  if (!right.ok) {
    const reply = refusedForm(form, 'password', t(`privacy.erase.${right.reason}`))
    return data({ reply }, { status: STATUS[right.reason] })
  }
  const erased = await eraseOwnAccount(ctx, permit, parsed.value.essays)
  if (!erased.ok)
    return data({ reply: refusedForm(form, '', t(`privacy.erase.${erased.reason}`)) }, { status: 409 })
  const cookie = await sessions.close(requirePerson(ctx, request).sessionId)
  throw redirect(paths.signInErased(), { headers: { 'Set-Cookie': cookie } })
}

export default function EraseAccount() {
  const { t } = useI18n()
  const { title, lead, email } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Page width="form">
      <PageHead title={title} lead={lead} />
      <ErasureForm reply={reply} backHref={paths.account()}>
        <input type="hidden" name="username" autoComplete="username" value={email} />
        <Field
          name="password"
          type="password"
          label={t('identity.password.current')}
          autoComplete="current-password"
          required
        />
      </ErasureForm>
    </Page>
  )
}
