import type { WordLimits } from '#app/features/essays/word-limits.ts'
import { type Locale, localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { Checkbox, RadioGroup } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'

type BeginProps = {
  offer: {
    attempt: { next: number; of: number }
    /** Minutes that the participant was allowed beyond everybody; `minutes` has them. */
    extraMinutes: number
    cutOff: string
    /** The due time has passed, or passes before the writing time is over. */
    late: 'already' | 'runsOver' | null
    /** Language of the attempt before, whose text the new one may begin with; null where it is the first. */
    earlier: Locale | null
  }
  minutes: number
  limits: WordLimits
  due: string
  slug: string
  /** The form that was refused: what was wrong, and what was chosen. */
  reply?: { errors: Record<string, string[]>; values: Record<string, string> }
}

/** What beginning means, and the form that begins. */
export function Begin({ offer, minutes, limits, due, slug, reply }: BeginProps) {
  const { t, locale } = useI18n()
  const { attempt, extraMinutes, cutOff, late, earlier } = offer
  const { min, max, rule } = limits
  const values = reply?.values
  return (
    <section className="sheet no-print" id="begin">
      <h2>{t('essays.begin.title')}</h2>
      {late && <Notice tone="warn">{t(`essays.begin.late.${late}`, { due, cutOff })}</Notice>}
      <ul className="small">
        <li>{t('essays.begin.rule.clock', { minutes, cutOff })}</li>
        {extraMinutes > 0 && <li>{t('essays.begin.rule.extra', { minutes: extraMinutes })}</li>}
        <li>{t('essays.begin.rule.saved')}</li>
        <li>{t('essays.begin.rule.once', { number: attempt.next, of: attempt.of })}</li>
        <li>{t(`essays.begin.rule.${rule}`, { min, max })}</li>
      </ul>
      <Form
        reply={reply}
        ids={earlier ? {} : { start: null }}
        labels={{ language: t('essays.begin.language'), start: t('essays.begin.start.label') }}
        action={paths.essay(slug)}
        className="fields"
      >
        <RadioGroup
          name="language"
          label={t('essays.begin.language')}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
          defaultValue={values?.language ?? earlier ?? (locale === 'en' ? 'ru' : locale)}
          required
        />
        {earlier && (
          <RadioGroup
            name="start"
            label={t('essays.begin.start.label')}
            options={(['blank', 'earlier'] as const).map((value) => ({
              value,
              label: t(`essays.begin.start.${value}`),
            }))}
            defaultValue={values?.start ?? 'blank'}
            required
          />
        )}
        <Checkbox
          name="ownWork"
          label={t('essays.begin.ownWork')}
          defaultChecked={values?.ownWork === 'on'}
          required
        />
        <Checkbox
          name="ready"
          label={t('essays.begin.ready', { minutes })}
          defaultChecked={values?.ready === 'on'}
          required
        />
        <Button kind="main" full>
          {t('essays.begin.do')}
        </Button>
      </Form>
    </section>
  )
}
