import type { ActionFunctionArgs, HeadersArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { may } from '#app/access/permissions.ts'
import { dateOfDay } from '#app/features/cohorts/calendar.ts'
import { NewPasswordField } from '#app/features/identity/components/new-password.tsx'
import { deviceOf } from '#app/features/identity/device.ts'
import { ownSessions } from '#app/features/identity/queries/sessions.server.ts'
import { formatDate, formatZoned, HOME_ZONE, zoneCity, zoneOffset } from '#app/i18n/dates.ts'
import { localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field, Select } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { type AccountChange, accountChanges, changeAccount } from './changes.server.ts'
import { CalendarKey, Sessions } from './sessions.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'account.manage', null)
  const { name, email, role, locale, cohorts } = requirePerson(ctx, request)
  const saved = new URL(request.url).searchParams.get('saved')
  const change = accountChanges.find((one) => one === saved)
  const t = translator(locale)
  const zone = cohorts[0]?.zone ?? HOME_ZONE
  return {
    title: t('identity.account.title'),
    person: { name, email, role, locale },
    saved: change ? { change, text: t(`identity.account.saved.${change}`) } : null,
    isStaff: may(role, 'second-factor.manage'),
    hasCalendar: may(role, 'course.read'),
    sessions: (await ownSessions(ctx, permit)).map(({ id, userAgent, network, lastSeenAt, current }) => ({
      id,
      device: deviceOf(userAgent),
      network: network ?? '',
      lastSeen: formatZoned(lastSeenAt, locale, zone, t),
      current,
    })),
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
  return changeAccount(await requestCtx(request, context), request, context)
}

// Retry-After of a refusal.
export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export default function Account() {
  const { t } = useI18n()
  const { person, saved, cohorts, sessions, hasCalendar, isStaff } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  const ofPassword = reply?.values.intent === 'password'
  const values = (!ofPassword && reply?.values) || {}
  const noticeOf = (...changes: AccountChange[]) =>
    saved &&
    !reply &&
    changes.includes(saved.change) && (
      <Notice tone="good" id="done">
        {saved.text}
      </Notice>
    )
  return (
    <Page width="form">
      <PageHead title={t('identity.account.title')} />
      <section>
        <h2>{t('identity.account.about')}</h2>
        {noticeOf('profile')}
        <Form
          reply={ofPassword ? null : reply}
          labels={{ name: t('identity.account.name'), locale: t('identity.account.language') }}
          className="fields"
        >
          <Field
            name="name"
            label={t('identity.account.name')}
            autoComplete="name"
            maxLength={200}
            required
            defaultValue={values.name ?? person.name}
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
          />
          <p className="meta">
            {t('identity.account.role')}: {t(`site.role.${person.role}`)}
          </p>
          <div className="acts">
            <Button kind="main" name="intent" value="profile">
              {t('site.save')}
            </Button>
          </div>
        </Form>
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
        {noticeOf('password')}
        <p className="soft">{t('identity.account.changeLead')}</p>
        <Form
          reply={ofPassword ? reply : null}
          labels={{ password: t('identity.password.current'), newPassword: t('identity.password.new') }}
          className="fields"
        >
          <input type="hidden" name="intent" value="password" />
          <input type="hidden" name="username" autoComplete="username" value={person.email} />
          <Field
            name="password"
            type="password"
            label={t('identity.password.current')}
            autoComplete="current-password"
            required
          />
          <NewPasswordField />
          <div className="acts">
            <Button>{t('identity.account.change')}</Button>
          </div>
        </Form>
      </section>
      {isStaff && (
        <section>
          <h2>{t('security.title')}</h2>
          <p className="soft">{t('security.lead')}</p>
          <p>
            <ButtonLink href={paths.secondFactor()}>{t('security.open')}</ButtonLink>
          </p>
        </section>
      )}
      <Sessions sessions={sessions} notice={noticeOf('session', 'sessions')} />
      {hasCalendar && <CalendarKey notice={noticeOf('calendar')} />}
      <section>
        <h2>{t('privacy.export.title')}</h2>
        <p className="soft">{t('privacy.export.lead')}</p>
        <form method="post" action={paths.exportAccount()} className="acts">
          <Button>{t('privacy.export.do')}</Button>
        </form>
        <p>
          <a href={paths.eraseAccount()}>{t('privacy.erase.linkOwn')}</a>
        </p>
      </section>
    </Page>
  )
}
