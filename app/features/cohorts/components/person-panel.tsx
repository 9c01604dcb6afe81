import { type Role, roles } from '#app/access/actor.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Confirm } from '#app/ui/confirm.tsx'
import { Select } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'

export type PanelPerson = {
  id: string
  name: string
  email: string
  role: Role
  /** Region, employer, cohorts, last visit: already in words. */
  facts: string[]
  deactivated: boolean
  hasPassword: boolean
}

type PersonPanelProps = {
  person: PanelPerson
  backHref: string
  refusal?: string
  /** True where no mail goes out: a new invitation would not arrive. */
  mailOff: boolean
}

/** One person, and what an administrator may change. */
export function PersonPanel({ person, backHref, refusal, mailOff }: PersonPanelProps) {
  const { t } = useI18n()
  const { id, name, email, role, deactivated, hasPassword, facts } = person
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
      {refusal && <Notice tone="bad">{refusal}</Notice>}
      <div className="split">
        <form method="post" className="stack">
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
        </form>
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
      <p className="small">
        <a href={backHref}>{t('people.back')}</a>
      </p>
    </section>
  )
}
