import { type Role, roles } from '#app/access/actor.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Confirm } from '#app/ui/confirm.tsx'
import { Select } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { ErrorSummary, Notice } from '#app/ui/notice.tsx'
import { type EditReply, PersonEdit, type WrittenPerson } from './person-edit.tsx'

export type PanelPerson = {
  id: string
  name: string
  email: string
  role: Role
  /** What may be edited, as it is stored. */
  written: WrittenPerson
  /** Region, employer, cohorts, last visit: already in words. */
  facts: string[]
  deactivated: boolean
  /** Nothing is left to change, and there is no name. */
  erased: boolean
  hasPassword: boolean
  hasSecondFactor: boolean
}

type PersonPanelProps = {
  person: PanelPerson
  backHref: string
  /** What was just done, in words. */
  done?: string | null
  refusal?: string | null
  /** What is wrong with the chosen role. */
  roleError?: string | null
  /** A role that has to be confirmed, because administrators may do everything. */
  confirmRole?: Role | null
  /** The answer to what was edited and could not be taken. */
  edited?: EditReply | null
  /** True where no mail goes out: a new invitation would not arrive. */
  mailOff: boolean
}

/** One person, and what an administrator may do about the account. */
export function PersonPanel({
  person,
  backHref,
  done,
  refusal,
  roleError,
  confirmRole,
  edited,
  mailOff,
}: PersonPanelProps) {
  const { t } = useI18n()
  const { id, name, email, role, deactivated, hasPassword, hasSecondFactor, facts } = person
  if (person.erased)
    return (
      <section className="sheet" aria-labelledby="person-title" id="person">
        <h2 id="person-title">{name}</h2>
        <p>{t('privacy.erase.erasedText')}</p>
        <p className="small">
          <a href={backHref}>{t('people.back')}</a>
        </p>
      </section>
    )
  const personField = <input type="hidden" name="personId" value={id} />
  return (
    <section className="sheet" aria-labelledby="person-title" id="person">
      <h2 id="person-title">{name}</h2>
      <p className="meta">
        <a href={`mailto:${email}`}>{email}</a>
        {facts.map((fact) => (
          <span key={fact}>{fact}</span>
        ))}
      </p>
      {done && (
        <Notice tone="good" id="done">
          {done}
        </Notice>
      )}
      {refusal && <ErrorSummary errors={[{ message: refusal }]} />}
      {confirmRole && <ConfirmRole person={person} role={confirmRole} backHref={backHref} />}
      <PersonEdit id={id} written={person.written} reply={edited} />
      <div className="split">
        <Form
          reply={roleError ? { errors: { role: [roleError] } } : null}
          ids={{ role: 'person-role' }}
          labels={{ role: t('people.changeRole') }}
          className="stack"
        >
          {personField}
          <Select
            name="role"
            id="person-role"
            label={t('people.changeRole')}
            options={roles.map((value) => ({ value, label: t(`site.role.${value}`) }))}
            defaultValue={role}
          />
          <div className="acts">
            <Button name="intent" value="role">
              {t('people.roleDo')}
            </Button>
          </div>
        </Form>
        <div className="stack">
          {!hasPassword && !deactivated && mailOff && <p className="small soft">{t('people.mailOff')}</p>}
          {!hasPassword && !deactivated && !mailOff && (
            <form method="post" className="stack">
              {personField}
              <p className="small soft">{t('people.againLead')}</p>
              <div className="acts">
                <Button name="intent" value="again">
                  {t('people.again')}
                </Button>
              </div>
            </form>
          )}
          {hasSecondFactor && (
            <Confirm label={t('people.secondFactor')} title={t('people.secondFactorTitle', { name })}>
              <p>{t('people.secondFactorLead')}</p>
              <form method="post" className="acts">
                {personField}
                <Button name="intent" value="second-factor">
                  {t('people.secondFactorDo')}
                </Button>
              </form>
            </Confirm>
          )}
          {deactivated ? (
            <form method="post" className="acts">
              {personField}
              <Button name="intent" value="reactivate">
                {t('people.reactivate')}
              </Button>
            </form>
          ) : (
            <Confirm label={t('people.deactivate')} kind="bad" title={t('people.deactivateTitle', { name })}>
              <p>{t('people.deactivateLead')}</p>
              <form method="post" className="acts">
                {personField}
                <Button kind="bad" name="intent" value="deactivate">
                  {t('people.deactivateDo')}
                </Button>
              </form>
            </Confirm>
          )}
        </div>
      </div>
      <form method="post" action={paths.exportPerson(id)} className="acts">
        <Button slim>{t('privacy.export.doOf')}</Button>
      </form>
      <p className="small">
        <a href={paths.erasePerson(id)}>{t('privacy.erase.link')}</a>
      </p>
      <p className="small">
        <a href={backHref}>{t('people.back')}</a>
      </p>
    </section>
  )
}

function ConfirmRole({ person, role, backHref }: { person: PanelPerson; role: Role; backHref: string }) {
  const { t } = useI18n()
  const { id, name } = person
  const gains = role === 'admin'
  return (
    // biome-ignore lint/a11y/noAutofocus: the question is the answer to what was just pressed
    <form method="post" className="notice warn" tabIndex={-1} autoFocus>
      <div className="stack">
        <strong>{t(gains ? 'people.adminTitle' : 'people.notAdminTitle', { name })}</strong>
        <p>{t(gains ? 'people.adminLead' : 'people.notAdminLead')}</p>
        <input type="hidden" name="personId" value={id} />
        <input type="hidden" name="role" value={role} />
        <input type="hidden" name="confirmed" value="yes" />
        <div className="acts">
          <Button name="intent" value="role">
            {t('people.roleConfirm', { role: t(`site.role.${role}`) })}
          </Button>
          <ButtonLink kind="quiet" href={backHref}>
            {t('site.cancel')}
          </ButtonLink>
        </div>
      </div>
    </form>
  )
}
