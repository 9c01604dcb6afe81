import {
  type ActionFunctionArgs,
  data,
  type HeadersArgs,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { SignInForm } from '#app/features/identity/forms.server.ts'
import { admit } from '#app/features/identity/operations/admit.server.ts'
import { signIn } from '#app/features/identity/operations/sign-in.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths, safeRedirect } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { browserOf, entranceOf, requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

const STATUS = { wrong: 400, closed: 403, too_many: 429, busy: 503 }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const query = new URL(request.url).searchParams
  const redirectTo = safeRedirect(query.get('redirectTo'))
  if (ctx.actor.kind === 'person') throw redirect(redirectTo ?? paths.home())
  const t = translator(ctx.locale)
  const { demo } = context.services.env
  return {
    title: t('identity.signIn.title'),
    redirectTo,
    again: query.has('again'),
    erased: query.has('erased'),
    demo,
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const t = translator(ctx.locale)
  const form = await readForm(request, 'visitor')
  const parsed = parseForm(form, SignInForm, t)
  if (!parsed.ok) return data({ reply: parsed.reply }, { status: 400 })
  const { limits, env } = context.services
  const secret = env.SESSION_SECRET
  const browser = browserOf(request, context)
  const found = await signIn(ctx, limits, { ...parsed.value, network: browser.network ?? '', secret })
  if (!found.ok) {
    const reply = refusedForm(form, '', t(`identity.signIn.${found.reason}`))
    return data({ reply }, { status: STATUS[found.reason], headers: retryAfter(found) })
  }
  const redirectTo = safeRedirect(parsed.value.redirectTo ?? null)
  const { cookie, location } = await admit(ctx, entranceOf(context), {
    personId: found.value.personId,
    browser,
    redirectTo,
    proved: 'password',
  })
  throw redirect(location, { headers: { 'Set-Cookie': cookie } })
}

function retryAfter(refusal: { reason: string; wait?: number }): Record<string, string> {
  if (refusal.wait) return { 'Retry-After': String(refusal.wait) }
  return refusal.reason === 'busy' ? { 'Retry-After': '5' } : {}
}

// Retry-After of a refusal.
export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export default function SignIn() {
  const { t } = useI18n()
  const { redirectTo, again, erased, demo } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Page width="form">
      <PageHead title={t('identity.signIn.title')} lead={t('identity.signIn.lead')} />
      {erased && !reply && (
        <Notice tone="good" title={t('privacy.erase.ownTitle')}>
          <p>{t('privacy.erase.ownText')}</p>
        </Notice>
      )}
      {again && !reply && <Notice tone="warn">{t('security.step.again')}</Notice>}
      <Form
        reply={reply}
        labels={{ email: t('identity.email'), password: t('identity.password.label') }}
        className="fields"
      >
        {redirectTo && <input type="hidden" name="redirectTo" value={redirectTo} />}
        <Field
          name="email"
          type="email"
          label={t('identity.email')}
          autoComplete="username"
          required
          defaultValue={reply?.values.email}
        />
        <Field
          name="password"
          type="password"
          label={t('identity.password.label')}
          autoComplete="current-password"
          required
        />
        <div className="acts">
          <Button kind="main" full>
            {t('identity.signIn.do')}
          </Button>
          <ButtonLink kind="quiet" slim href={paths.forgot()}>
            {t('identity.signIn.forgot')}
          </ButtonLink>
        </div>
      </Form>
      {demo && <Notice>{t('identity.signIn.demo')}</Notice>}
    </Page>
  )
}
