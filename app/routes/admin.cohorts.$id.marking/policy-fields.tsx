import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'

type PolicyFieldsProps = {
  promptId: string
  /** The title of the prompt, for whoever hears the button alone. */
  essay: string
  /** As stored. */
  values: Record<string, string>
  reply: { errors: Record<string, string[]>; values: Record<string, string> } | null
}

/** How the essays on one prompt are marked. */
export function PolicyFields({ promptId, essay, values, reply }: PolicyFieldsProps) {
  const { t } = useI18n()
  const shown = reply?.values ?? values
  const id = `turnaround-${promptId}`
  return (
    <Form reply={reply} ids={{ turnaround: id }} className="fields">
      <input type="hidden" name="promptId" value={promptId} />
      <Field
        id={id}
        name="turnaround"
        type="number"
        short
        label={t('policy.turnaround')}
        hint={t('policy.turnaroundHint')}
        min={1}
        max={720}
        defaultValue={shown.turnaround}
      />
      <div className="acts">
        <Button>
          {t('site.save')} <span className="vh">{essay}</span>
        </Button>
      </div>
    </Form>
  )
}
