import { type ActionFunctionArgs, data, type HeadersArgs, type LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { ForgotForm } from '#app/features/identity/forms.server.ts'
import { requestReset } from '#app/features/identity/operations/request-reset.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { networkOf } from '#app/platform/network.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const mailOff = context.services.env.mail === 'off'
  return { title: translator(ctx.locale)('identity.forgot.title'), mailOff }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const t = translator(ctx.locale)
  const form = await readForm(request, 'visitor')
  const parsed = parseForm(form, ForgotForm, t)
  if (!parsed.ok) return data({ reply: parsed.reply, sentTo: null }, { status: 400 })
  const { email } = parsed.value
  const network = networkOf(context.address)
  const requested = await requestReset(ctx, context.services.limits, { email, network })
  if (requested.ok) return data({ reply: null, sentTo: email })
  const headers = { 'Retry-After': String(requested.wait) }
  const reply = refusedForm(form, '', t('identity.forgot.tooMany'))
  return data({ reply, sentTo: null }, { status: 429, headers })
}

// Retry-After of a refusal.
export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export default function Forgot() {
  const { t } = useI18n()
  const { mailOff } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const reply = answer?.reply
  if (mailOff) {
    return (
      <Page width="form">
        <PageHead title={t('identity.forgot.title')} lead={t('identity.forgot.mailOff')} />
        <p>
          <ButtonLink href={paths.signIn()}>{t('identity.forgot.back')}</ButtonLink>
        </p>
      </Page>
    )
  }
  if (answer?.sentTo) {
    return (
      <Page width="form">
        <PageHead title={t('identity.forgot.sentTitle')} />
        <p>{t('identity.forgot.sent', { email: answer.sentTo })}</p>
        <p>
          <ButtonLink href={paths.signIn()}>{t('identity.forgot.back')}</ButtonLink>
        </p>
      </Page>
    )
  }
  return (
    <Page width="form">
      <PageHead title={t('identity.forgot.title')} lead={t('identity.forgot.lead')} />
      <Form reply={reply} labels={{ email: t('identity.email') }} className="fields">
        <Field
          name="email"
          type="email"
          label={t('identity.email')}
          autoComplete="username"
          required
          defaultValue={reply?.values.email}
        />
        <Button kind="main" full>
          {t('identity.forgot.do')}
        </Button>
        <p className="small">
          <a href={paths.signIn()}>{t('identity.forgot.back')}</a>
        </p>
      </Form>
    </Page>
  )
}
