import {
  type ActionFunctionArgs,
  data,
  type HeadersArgs,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { PasskeyForm } from '#app/features/identity/components/passkey-form.tsx'
import { SecondStepForm } from '#app/features/identity/forms.server.ts'
import island from '#app/features/identity/islands/passkey.island.ts?worker&url'
import { admit } from '#app/features/identity/operations/admit.server.ts'
import { passSecondStep } from '#app/features/identity/operations/pass-second-step.server.ts'
import { pendingCookie, pendingToken } from '#app/features/identity/pending-cookie.server.ts'
import { pendingSignIn } from '#app/features/identity/queries/second-factor.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { intentOf } from '#app/platform/intent.server.ts'
import { browserOf, entranceOf, requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

const INTENTS = ['code', 'passkey'] as const

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const token = pendingToken(request.headers.get('Cookie'))
  const pending = await pendingSignIn(ctx, token)
  if (!pending) throw redirect(token ? paths.signInAgain() : paths.signIn())
  const { hasTotp, passkeyOptions } = pending
  return {
    title: translator(ctx.locale)('security.step.title'),
    hasTotp,
    passkeyOptions: passkeyOptions && JSON.stringify(passkeyOptions),
    nonce: context.nonce,
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const t = translator(ctx.locale)
  const form = await readForm(request, 'visitor')
  const intent = intentOf(form, INTENTS)
  const parsed = intent === 'code' ? parseForm(form, SecondStepForm, t) : null
  if (parsed && !parsed.ok) return data({ reply: parsed.reply }, { status: 400 })
  const proof = parsed ? { code: parsed.value.code } : { passkey: String(form.get('passkey') ?? '') }
  const { secret, publicUrl, secureCookies } = entranceOf(context)
  const browser = browserOf(request, context)
  const token = pendingToken(browser.cookies)
  const { limits } = context.services
  const passed = await passSecondStep(ctx, {
    ...{ token, proof, limits, secret, publicUrl },
    network: browser.network ?? '',
  })
  if (!passed.ok && passed.reason === 'expired')
    throw redirect(paths.signInAgain(), { headers: { 'Set-Cookie': pendingCookie('', secureCookies) } })
  if (!passed.ok) {
    const field = intent === 'code' ? 'code' : 'passkey'
    const sentence =
      passed.reason === 'wrong' ? (`security.step.wrong.${field}` as const) : 'identity.account.tooMany'
    const reply = refusedForm(form, field, t(sentence))
    if ('wait' in passed)
      return data({ reply }, { status: 429, headers: { 'Retry-After': String(passed.wait) } })
    return data({ reply }, { status: 400 })
  }
  const { personId, redirectTo } = passed.value
  const { cookie, location } = await admit(ctx, entranceOf(context), {
    ...{ personId, browser, redirectTo },
    proved: 'second',
  })
  const headers = new Headers({ 'Set-Cookie': cookie })
  headers.append('Set-Cookie', pendingCookie('', secureCookies))
  throw redirect(location, { headers })
}

// Retry-After of a refusal.
export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export default function SecondStep() {
  const { t } = useI18n()
  const { title, hasTotp, passkeyOptions, nonce } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const ofPasskey = reply?.errors.passkey?.[0]
  return (
    <Page width="form">
      <PageHead title={title} lead={t('security.step.lead')} />
      {passkeyOptions && (
        <section>
          <h2>{t('security.passkey.title')}</h2>
          <PasskeyForm
            purpose="sign"
            intent="passkey"
            options={passkeyOptions}
            label={t('security.step.passkeyDo')}
            reply={ofPasskey ? reply : null}
          />
        </section>
      )}
      <section>
        <h2>{t(hasTotp ? 'security.step.codeTitle' : 'security.step.recoveryTitle')}</h2>
        <Form
          reply={ofPasskey ? null : reply}
          labels={{ code: t(hasTotp ? 'security.step.code' : 'security.step.recoveryCode') }}
          className="fields"
        >
          <Field
            name="code"
            label={t(hasTotp ? 'security.step.code' : 'security.step.recoveryCode')}
            hint={t(hasTotp ? 'security.step.codeHint' : 'security.step.recoveryHint')}
            autoComplete="one-time-code"
            autoCapitalize="characters"
            spellCheck={false}
            maxLength={40}
            short
            required
            defaultValue={reply?.values.code}
          />
          <div className="acts">
            <Button kind={passkeyOptions ? undefined : 'main'} name="intent" value="code">
              {t('security.step.do')}
            </Button>
            <ButtonLink kind="quiet" slim href={paths.signIn()}>
              {t('site.cancel')}
            </ButtonLink>
          </div>
        </Form>
      </section>
      <p className="small soft">{t('security.step.lost')}</p>
      {passkeyOptions && <script type="module" src={island} nonce={nonce} />}
    </Page>
  )
}
