import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { dateOfDay } from '#app/features/cohorts/calendar.ts'
import { NewPasswordField } from '#app/features/identity/components/new-password.tsx'
import { changePasswordForm, ProfileForm } from '#app/features/identity/forms.server.ts'
import { changePassword } from '#app/features/identity/operations/change-password.server.ts'
import { changeProfile } from '#app/features/identity/operations/change-profile.server.ts'
import { formatDate, zoneCity, zoneOffset } from '#app/i18n/dates.ts'
import { localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { localeCookie, requestCtx } from '#app/platform/request.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Field, Select } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

type Saved = 'profile' | 'password' | null

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  await authorize(ctx, request, 'account.manage', null)
  const { name, email, role, locale, cohorts } = requirePerson(ctx, request)
  const saved = new URL(request.url).searchParams.get('saved')
  const t = translator(locale)
  return {
    title: t('identity.account.title'),
    person: { name, email, role, locale },
    saved: (saved === 'profile' || saved === 'password' ? saved : null) as Saved,
    cohorts: cohorts.map((cohort) => {
      const start = new Date(`${dateOfDay(cohort, 1)}T12:00:00Z`)
      const facts = {
        start: formatDate(start, locale, 'UTC'),
        days: cohort.days,
        zone: zoneCity(cohort.zone, locale),
        offset: zoneOffset(start, cohort.zone),
      }
      return { id: cohort.id, name: cohort.name, facts: t('identity.account.cohortFacts', facts) }
    }),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'account.manage', null)
  const person = requirePerson(ctx, request)
  const t = translator(ctx.locale)
  const form = await request.formData()
  const refused = (reply: FormReply, status = 400) => data({ reply }, { status })
  const { services } = context
  if (form.get('intent') === 'password') {
    const parsed = parseForm(form, changePasswordForm(person), t)
    if (!parsed.ok) return refused(parsed.reply)
    const changed = await changePassword(ctx, services.limits, permit, parsed.value)
    if (!changed.ok) {
      if (changed.reason === 'wrong')
        return refused(refusedForm(form, 'password', t('identity.account.wrong')))
      return refused(refusedForm(form, 'password', t('identity.account.tooMany')), 429)
    }
    const cookie = await services.sessions.open(permit.personId)
    throw redirect(`${paths.account()}?saved=password`, { headers: { 'Set-Cookie': cookie } })
  }
  const parsed = parseForm(form, ProfileForm, t)
  if (!parsed.ok) return refused(parsed.reply)
  await changeProfile(ctx, permit, parsed.value)
  const cookie = localeCookie(parsed.value.locale, services.env.secureCookies)
  throw redirect(`${paths.account()}?saved=profile`, { headers: { 'Set-Cookie': cookie } })
}

export default function Account() {
  const { t } = useI18n()
  const { person, saved, cohorts } = useLoaderData<typeof loader>()
  const { errors = {}, values = {} } = useActionData<typeof action>()?.reply ?? {}
  return (
    <Page width="form">
      <PageHead title={t('identity.account.title')} />
      {saved === 'profile' && <Notice tone="good">{t('identity.account.saved')}</Notice>}
      {saved === 'password' && <Notice tone="good">{t('identity.account.changed')}</Notice>}
      <section>
        <h2>{t('identity.account.about')}</h2>
        <form method="post" className="fields">
          <Field
            name="name"
            label={t('identity.account.name')}
            autoComplete="name"
            maxLength={200}
            required
            defaultValue={values.name ?? person.name}
            error={errors.name}
          />
          <Field
            name="email"
            type="email"
            label={t('identity.email')}
            hint={t('identity.account.emailHint')}
            readOnly
            defaultValue={person.email}
          />
          <Select
            name="locale"
            label={t('identity.account.language')}
            options={locales.map((value) => ({ value, label: localeNames[value] }))}
            defaultValue={values.locale ?? person.locale}
            error={errors.locale}
          />
          <p className="meta">
            {t('identity.account.role')}: {t(`site.role.${person.role}`)}
          </p>
          <div className="acts">
            <Button kind="main">{t('site.save')}</Button>
          </div>
        </form>
      </section>
      <section>
        <h2>{t('identity.account.cohort')}</h2>
        {cohorts.length === 0 && <p>{t('identity.account.noCohort')}</p>}
        {cohorts.map((cohort) => (
          <p key={cohort.id}>
            {cohort.name}
            <span className="meta">{cohort.facts}</span>
          </p>
        ))}
      </section>
      <section>
        <h2>{t('identity.account.change')}</h2>
        <p className="soft">{t('identity.account.changeLead')}</p>
        <form method="post" className="fields">
          <input type="hidden" name="intent" value="password" />
          <input type="hidden" name="username" autoComplete="username" value={person.email} />
          <Field
            name="password"
            type="password"
            label={t('identity.password.current')}
            autoComplete="current-password"
            required
            error={errors.password}
          />
          <NewPasswordField error={errors.newPassword} />
          <div className="acts">
            <Button>{t('identity.account.change')}</Button>
          </div>
        </form>
      </section>
    </Page>
  )
}
