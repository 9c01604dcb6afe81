import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'

/** Opened by the script where the session is over: signs in without leaving the text. */
export function SignInAgain({ email }: { email: string }) {
  const { t } = useI18n()
  return (
    <dialog id="sign-in-again" aria-labelledby="again-title">
      <h2 id="again-title">{t('essays.again.title')}</h2>
      <p>{t('essays.again.text')}</p>
      <form method="post" action={paths.signIn()} className="fields" id="again" noValidate>
        <p className="notice bad" role="alert" data-again-fault hidden />
        <Field
          name="email"
          id="again-email"
          type="email"
          label={t('essays.again.email')}
          autoComplete="username"
          readOnly
          defaultValue={email}
        />
        <Field
          name="password"
          id="again-password"
          type="password"
          label={t('essays.again.password')}
          autoComplete="current-password"
          required
        />
        <p className="acts">
          <Button kind="main">{t('essays.again.do')}</Button>
          <button className="btn" type="button" data-again-cancel>
            {t('essays.again.cancel')}
          </button>
        </p>
      </form>
    </dialog>
  )
}
