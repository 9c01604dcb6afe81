import type { ReactNode } from 'react'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'

type PasskeyFormProps = {
  /** Make a new one, or sign with one that there is. */
  purpose: 'create' | 'sign'
  intent: string
  /** What the browser is told, as JSON. */
  options: string
  label: string
  children?: ReactNode
  /** The server's answer to a refused one. */
  reply?: { errors: Record<string, string[]> } | null
  labels?: Record<string, string>
}

/** A form whose button asks the browser for a passkey; the page brings the island beside it. */
export function PasskeyForm({ purpose, intent, options, label, children, reply, labels }: PasskeyFormProps) {
  const { t } = useI18n()
  return (
    <Form
      reply={reply ?? null}
      ids={{ passkey: null }}
      labels={labels ?? {}}
      className="fields"
      data-passkey={purpose}
      data-options={options}
    >
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="passkey" />
      <p className="soft" data-unsupported>
        {t('security.passkey.unsupported')}
      </p>
      <div className="fields" data-supported hidden>
        {children}
        <div data-failed hidden>
          <Notice tone="bad">{t('security.passkey.failed')}</Notice>
        </div>
        <div className="acts">
          <Button kind="main">{label}</Button>
        </div>
      </div>
    </Form>
  )
}
