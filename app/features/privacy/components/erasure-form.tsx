import type { ReactNode } from 'react'
import { useI18n } from '#app/i18n/react.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Checkbox, RadioGroup } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'

type ErasureFormProps = {
  reply?: { errors: Record<string, string[]>; values: Record<string, string> } | null | undefined
  backHref: string
  /** Further fields before the confirmation. */
  children?: ReactNode
}

/** Says what an erasure takes and what it leaves, and asks before it acts. */
export function ErasureForm({ reply, backHref, children }: ErasureFormProps) {
  const { t } = useI18n()
  return (
    <>
      <h2>{t('privacy.erase.goesTitle')}</h2>
      <p>{t('privacy.erase.goes')}</p>
      <h2>{t('privacy.erase.staysTitle')}</h2>
      <ul>
        <li>{t('privacy.erase.staysLog')}</li>
        <li>{t('privacy.erase.staysMarks')}</li>
        <li>{t('privacy.erase.staysProgress')}</li>
      </ul>
      <Form
        reply={reply ?? null}
        labels={{ essays: t('privacy.erase.essays'), password: t('identity.password.current') }}
        className="fields"
      >
        <RadioGroup
          name="essays"
          label={t('privacy.erase.essays')}
          required
          defaultValue={reply?.values.essays ?? 'delete'}
          options={[
            { value: 'delete', label: t('privacy.erase.delete') },
            { value: 'keep', label: t('privacy.erase.keep'), hint: t('privacy.erase.keepHint') },
          ]}
        />
        {children}
        <Checkbox
          name="confirmed"
          value="yes"
          label={t('privacy.erase.confirm')}
          hint={t('privacy.erase.final')}
          required
        />
        <div className="acts">
          <Button kind="bad">{t('privacy.erase.do')}</Button>
          <ButtonLink kind="quiet" href={backHref}>
            {t('privacy.erase.back')}
          </ButtonLink>
        </div>
      </Form>
    </>
  )
}
