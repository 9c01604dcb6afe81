import { PasskeyForm } from '#app/features/identity/components/passkey-form.tsx'
import { QrCode } from '#app/features/identity/components/qr-code.tsx'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'

/** New recovery codes: shown this once. */
export function RecoveryCodes({ codes }: { codes: string[] }) {
  const { t } = useI18n()
  return (
    <section className="sheet" aria-labelledby="codes-title">
      <h2 id="codes-title">{t('security.codes.title')}</h2>
      <p>{t('security.codes.lead')}</p>
      <ul className="plain">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
    </section>
  )
}

type Reply = { errors: Record<string, string[]>; values: Record<string, string> }

type TotpProps = {
  since: string | null
  setup: { secret: string; modules: boolean[][] } | null
  reply: Reply | null
}

/** The authenticator app: on, being set up, or not there. Removing asks for the password in the form "change". */
export function TotpSection({ since, setup, reply }: TotpProps) {
  const { t } = useI18n()
  return (
    <section id="totp">
      <h2>{t('security.totp.title')}</h2>
      {since ? (
        <div className="acts">
          <span>{t('security.totp.since', { at: since })}</span>
          <Button slim form="change" name="intent" value="remove-totp">
            {t('security.remove')}
            <span className="vh">: {t('security.totp.title')}</span>
          </Button>
        </div>
      ) : (
        <p className="soft">{t('security.totp.lead')}</p>
      )}
      {setup && (
        <Form reply={reply} labels={{ code: t('security.totp.code') }} className="sheet">
          <p>{t('security.totp.scan')}</p>
          <QrCode modules={setup.modules} label={t('security.totp.qr')} />
          <p>
            {t('security.totp.type')} <code>{setup.secret}</code>
          </p>
          <Field
            name="code"
            label={t('security.totp.code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={20}
            short
            required
            defaultValue={reply?.values.code}
          />
          <div className="acts">
            <Button kind="main" name="intent" value="confirm-totp">
              {t('security.totp.confirm')}
            </Button>
          </div>
        </Form>
      )}
    </section>
  )
}

type PasskeyProps = {
  passkeys: { id: string; name: string; created: string; lastUsed: string | null }[]
  /** Of one that is being made. */
  options: string | null
  reply: Reply | null
}

/** Passkeys by name, and the one that is being made. */
export function PasskeySection({ passkeys, options, reply }: PasskeyProps) {
  const { t } = useI18n()
  return (
    <section id="passkeys">
      <h2>{t('security.passkey.title')}</h2>
      {passkeys.length === 0 && <p className="soft">{t('security.passkey.lead')}</p>}
      {passkeys.length > 0 && (
        <ul className="rows">
          {passkeys.map(({ id, name, created, lastUsed }) => (
            <li key={id}>
              <strong>{name}</strong>
              <span className="soft small">
                {t('security.passkey.created', { at: created })}
                {lastUsed && ` · ${t('security.passkey.lastUsed', { at: lastUsed })}`}
              </span>
              <Button slim form="change" name="intent" value={`remove-passkey:${id}`}>
                {t('security.remove')}
                <span className="vh">: {name}</span>
              </Button>
            </li>
          ))}
        </ul>
      )}
      {options && (
        <PasskeyForm
          purpose="create"
          intent="finish-passkey"
          options={options}
          label={t('security.passkey.create')}
          reply={reply}
          labels={{ name: t('security.passkey.name') }}
        >
          <Field
            name="name"
            label={t('security.passkey.name')}
            hint={t('security.passkey.nameHint')}
            maxLength={60}
            required
            defaultValue={reply?.values.name}
          />
        </PasskeyForm>
      )}
    </section>
  )
}
