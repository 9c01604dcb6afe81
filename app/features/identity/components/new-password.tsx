import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { PASSWORD_MIN } from '../password-rules.ts'

/** The field for a password that is being chosen. */
export function NewPasswordField() {
  const { t } = useI18n()
  return (
    <Field
      name="newPassword"
      type="password"
      label={t('identity.password.new')}
      hint={t('identity.password.hint', { min: PASSWORD_MIN })}
      autoComplete="new-password"
      minLength={PASSWORD_MIN}
      required
    />
  )
}

/** The form behind a link: the address for the password manager, and the new password. */
export function NewPasswordForm({
  email,
  reply,
}: {
  email: string
  reply?: { errors: Record<string, string[]> } | null
}) {
  const { t } = useI18n()
  return (
    <Form reply={reply} labels={{ newPassword: t('identity.password.new') }} className="fields">
      <Field
        name="email"
        type="email"
        label={t('identity.email')}
        autoComplete="username"
        readOnly
        defaultValue={email}
      />
      <NewPasswordField />
      <Button kind="main" full>
        {t('identity.link.do')}
      </Button>
    </Form>
  )
}
