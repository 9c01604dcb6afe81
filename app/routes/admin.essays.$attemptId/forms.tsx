import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { type Choice, Field, RadioGroup, Select } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'

type Reply = { errors: Record<string, string[]>; values: Record<string, string> } | null
type Fixed = 'running' | 'marked' | 'newer' | null

function Reason({ intent, reply }: { intent: string; reply: Reply }) {
  const { t } = useI18n()
  return (
    <Field
      id={`${intent}-reason`}
      name="reason"
      label={t('attempts.form.reasonLabel')}
      hint={t('attempts.form.reasonHint')}
      maxLength={500}
      required
      defaultValue={reply?.values.reason}
    />
  )
}

/** Lets a late copy count. */
export function AcceptForm({ copies, fixed, reply }: { copies: Choice[]; fixed: Fixed; reply: Reply }) {
  const { t } = useI18n()
  // Another attempt that was begun since does not stand in the way of a text of this one.
  const stands = fixed === 'newer' ? null : fixed
  return (
    <section className="sheet" id="accept">
      <h2>{t('attempts.accept.title')}</h2>
      {stands ? (
        <p>{t(`attempts.refused.${stands}`)}</p>
      ) : (
        <Form
          reply={reply}
          ids={{ reason: 'accept-reason' }}
          labels={{ copy: t('attempts.accept.which'), reason: t('attempts.form.reasonLabel') }}
          className="fields"
        >
          <p className="small soft">{t('attempts.accept.lead')}</p>
          <RadioGroup
            name="copy"
            label={t('attempts.accept.which')}
            options={copies}
            defaultValue={reply?.values.copy ?? (copies.length === 1 ? copies[0]?.value : undefined)}
            required
          />
          <Reason intent="accept" reply={reply} />
          <div className="acts">
            <Button name="intent" value="accept">
              {t('attempts.accept.do')}
            </Button>
          </div>
        </Form>
      )}
    </section>
  )
}

/** Opens a closed attempt again, or says why that cannot be. */
export function ReopenForm({ fixed, reply }: { fixed: Fixed; reply: Reply }) {
  const { t } = useI18n()
  return (
    <section className="sheet" id="reopen">
      <h2>{t('attempts.reopen.title')}</h2>
      {fixed ? (
        <p>{t(`attempts.refused.${fixed}`)}</p>
      ) : (
        <Form
          reply={reply}
          ids={{ reason: 'reopen-reason' }}
          labels={{ minutes: t('attempts.reopen.minutes'), reason: t('attempts.form.reasonLabel') }}
          className="fields"
        >
          <p className="small soft">{t('attempts.reopen.lead')}</p>
          <Field
            name="minutes"
            type="number"
            label={t('attempts.reopen.minutes')}
            min={1}
            max={600}
            short
            required
            defaultValue={reply?.values.minutes ?? '30'}
          />
          <Reason intent="reopen" reply={reply} />
          <div className="acts">
            <Button name="intent" value="reopen">
              {t('attempts.reopen.do')}
            </Button>
          </div>
        </Form>
      )}
    </section>
  )
}

/** Asks for one text, with a reason. */
export function ReadForm({ texts, reply }: { texts: Choice[]; reply: Reply }) {
  const { t } = useI18n()
  return (
    <section className="sheet" id="read">
      <h2>{t('attempts.read.title')}</h2>
      <Form
        reply={reply}
        ids={{ reason: 'read-reason' }}
        labels={{ text: t('attempts.read.which'), reason: t('attempts.form.reasonLabel') }}
        action="#text"
        className="fields"
      >
        <p className="small soft">{t('attempts.read.lead')}</p>
        <Select
          name="text"
          label={t('attempts.read.which')}
          options={texts}
          defaultValue={reply?.values.text}
        />
        <Reason intent="read" reply={reply} />
        <div className="acts">
          <Button name="intent" value="read">
            {t('attempts.read.do')}
          </Button>
        </div>
      </Form>
    </section>
  )
}
