import { roles } from '#app/access/actor.ts'
import { localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field, Select } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'

type InviteFormProps = {
  cohorts: { id: string; name: string }[]
  errors: Record<string, string[]>
  values: Record<string, string>
  /** Where the list is. */
  backHref: string
  /** True where no mail goes out: the letter will not arrive. */
  mailOff: boolean
}

/** Invites one person. */
export function InviteForm({ cohorts, errors, values, backHref, mailOff }: InviteFormProps) {
  const { t, locale } = useI18n()
  return (
    <section className="sheet" aria-labelledby="invite-title">
      <h2 id="invite-title">{t('people.inviteTitle')}</h2>
      {mailOff ? (
        <Notice tone="warn">{t('people.mailOff')}</Notice>
      ) : (
        <p className="soft">{t('people.inviteLead')}</p>
      )}
      <Form
        reply={{ errors }}
        ids={{ role: 'invite-role' }}
        labels={{
          name: t('people.name'),
          email: t('identity.email'),
          role: t('people.role'),
          cohortId: t('people.cohortLabel'),
          region: t('people.region'),
          employer: t('people.employer'),
          locale: t('people.language'),
        }}
        className="fields"
      >
        <input type="hidden" name="intent" value="invite" />
        <div className="split">
          <Field name="name" label={t('people.name')} maxLength={200} required defaultValue={values.name} />
          <Field name="email" type="email" label={t('identity.email')} required defaultValue={values.email} />
          <Select
            name="role"
            id="invite-role"
            label={t('people.role')}
            options={roles.map((role) => ({ value: role, label: t(`site.role.${role}`) }))}
            defaultValue={values.role ?? 'participant'}
          />
          <Select
            name="cohortId"
            label={t('people.cohortLabel')}
            empty={t('people.noCohort')}
            options={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={values.cohortId ?? cohorts[0]?.id}
          />
          <Field
            name="region"
            label={t('people.region')}
            note={t('site.optional')}
            maxLength={200}
            defaultValue={values.region}
          />
          <Field
            name="employer"
            label={t('people.employer')}
            note={t('site.optional')}
            maxLength={200}
            defaultValue={values.employer}
          />
          <Select
            name="locale"
            label={t('people.language')}
            options={locales.map((value) => ({ value, label: localeNames[value] }))}
            defaultValue={values.locale ?? locale}
          />
        </div>
        <div className="acts">
          <Button kind="main">{t(mailOff ? 'people.addDo' : 'people.inviteDo')}</Button>
          <ButtonLink kind="quiet" href={backHref}>
            {t('site.cancel')}
          </ButtonLink>
        </div>
      </Form>
    </section>
  )
}
