import type { WordLimits } from '#app/features/essays/word-limits.ts'
import { type Locale, localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Checkbox, RadioGroup } from '#app/ui/field.tsx'
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
  errors: Record<string, string[]>
  /** What was chosen in a form that was refused. */
  values: Record<string, string> | null
}

/** What beginning means, and the form that begins. */
export function Begin({ offer, minutes, limits, due, errors, values }: BeginProps) {
  const { t, locale } = useI18n()
  const { attempt, extraMinutes, cutOff, late, earlier } = offer
  const { min, max, rule } = limits
  return (
    <section className="sheet no-print" id="begin">
      <h2>{t('essays.begin.title')}</h2>
      {errors['']?.[0] && <Notice tone="bad">{errors[''][0]}</Notice>}
      {late && <Notice tone="warn">{t(`essays.begin.late.${late}`, { due, cutOff })}</Notice>}
      <ul className="small">
        <li>{t('essays.begin.rule.clock', { minutes, cutOff })}</li>
        {extraMinutes > 0 && <li>{t('essays.begin.rule.extra', { minutes: extraMinutes })}</li>}
        <li>{t('essays.begin.rule.saved')}</li>
        <li>{t('essays.begin.rule.once', { number: attempt.next, of: attempt.of })}</li>
        <li>{t(`essays.begin.rule.${rule}`, { min, max })}</li>
      </ul>
      <form method="post" action="#begin" className="fields">
        <RadioGroup
          name="language"
          label={t('essays.begin.language')}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
          defaultValue={values?.language ?? earlier ?? (locale === 'en' ? 'ru' : locale)}
          error={errors.language}
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
            error={errors.start}
            required
          />
        )}
        <Checkbox
          name="ownWork"
          label={t('essays.begin.ownWork')}
          defaultChecked={values?.ownWork === 'on'}
          error={errors.ownWork}
          required
        />
        <Checkbox
          name="ready"
          label={t('essays.begin.ready', { minutes })}
          defaultChecked={values?.ready === 'on'}
          error={errors.ready}
          required
        />
        <Button kind="main" full>
          {t('essays.begin.do')}
        </Button>
      </form>
    </section>
  )
}
