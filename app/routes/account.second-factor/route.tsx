import type { ActionFunctionArgs, HeadersArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { encode } from 'uqr'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import island from '#app/features/identity/islands/passkey.island.ts?worker&url'
import { ownFactors } from '#app/features/identity/queries/second-factor.server.ts'
import { totpAddress } from '#app/features/identity/totp.server.ts'
import { formatZoned, HOME_ZONE } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { privatePage } from '#app/platform/private-page.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Breadcrumb, Page, PageHead } from '#app/ui/page.tsx'
import { changeFactors, factorChanges } from './changes.server.ts'
import { PasskeySection, RecoveryCodes, TotpSection } from './sections.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'second-factor.manage', null)
  const { locale, cohorts, email, needsSecondFactor } = requirePerson(ctx, request)
  const t = translator(locale)
  const { totpSince, totpSecret, passkeys, passkeyOptions, codesLeft } = await ownFactors(
    ctx,
    permit,
    context.services.env.SESSION_SECRET,
  )
  const zone = cohorts[0]?.zone ?? HOME_ZONE
  const stamp = (at: Date) => formatZoned(at, locale, zone, t)
  const saved = new URL(request.url).searchParams.get('saved')
  const change = factorChanges.find((one) => one === saved)
  return {
    title: t('security.title'),
    needed: needsSecondFactor,
    saved: change ? t(`security.saved.${change}`) : null,
    nonce: context.nonce,
    totp: {
      since: totpSince && stamp(totpSince),
      setup: totpSecret
        ? {
            secret: totpSecret.match(/.{1,4}/g)?.join(' ') ?? totpSecret,
            modules: encode(totpAddress(totpSecret, email), { border: 0 }).data,
          }
        : null,
    },
    passkeys: passkeys.map(({ id, name, createdAt, lastUsedAt }) => ({
      id,
      name,
      created: stamp(createdAt),
      lastUsed: lastUsedAt && stamp(lastUsedAt),
    })),
    passkeyOptions: passkeyOptions && JSON.stringify(passkeyOptions),
    codesLeft,
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  return changeFactors(await requestCtx(request, context), request, context)
}

export const headers = ({ actionHeaders }: HeadersArgs) => {
  const all = new Headers(actionHeaders)
  for (const [name, value] of Object.entries(privatePage())) all.set(name, value)
  return all
}

export default function SecondFactor() {
  const { t } = useI18n()
  const { title, needed, saved, nonce, totp, passkeys, passkeyOptions, codesLeft } =
    useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const reply = answer?.reply
  // Each of the three forms shows what is wrong with its own fields.
  const replyOf = (...fields: string[]) =>
    reply && Object.keys(reply.errors).some((name) => fields.includes(name)) ? reply : null
  const some = totp.since !== null || passkeys.length > 0
  return (
    <Page width="form">
      {!needed && (
        <Breadcrumb
          label={t('identity.account.title')}
          items={[{ label: t('identity.account.title'), href: paths.account() }, { label: title }]}
        />
      )}
      <PageHead title={title} lead={t('security.lead')} />
      {needed && <Notice tone="warn">{t('security.needed')}</Notice>}
      {saved && !answer && <Notice tone="good">{saved}</Notice>}
      {answer?.codes && <RecoveryCodes codes={answer.codes} />}
      <TotpSection since={totp.since} setup={totp.setup} reply={replyOf('code')} />
      <PasskeySection passkeys={passkeys} options={passkeyOptions} reply={replyOf('name', 'passkey')} />
      <section>
        <h2>{t('security.changeTitle')}</h2>
        <p className="soft">{t('security.changeLead')}</p>
        <Form
          reply={replyOf('password')}
          labels={{ password: t('identity.password.current') }}
          className="fields"
          id="change"
        >
          <Field
            name="password"
            type="password"
            label={t('identity.password.current')}
            autoComplete="current-password"
            required
          />
          <div className="acts">
            {!totp.since && (
              <Button kind={some ? undefined : 'main'} name="intent" value="begin-totp">
                {t('security.totp.begin')}
              </Button>
            )}
            <Button name="intent" value="begin-passkey">
              {t('security.passkey.begin')}
            </Button>
            {some && (
              <Button name="intent" value="new-codes">
                {t('security.codes.renew')}
              </Button>
            )}
          </div>
        </Form>
        {some && <p className="small soft">{t('security.codes.left', { count: codesLeft })}</p>}
      </section>
      {answer?.codes && (
        <p>
          <ButtonLink kind="main" href={paths.home()}>
            {t('security.codes.goOn')}
          </ButtonLink>
        </p>
      )}
      {passkeyOptions && <script type="module" src={island} nonce={nonce} />}
    </Page>
  )
}
