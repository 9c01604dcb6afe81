import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Field, RadioGroup } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'

type ExtensionProps = {
  /** What holds for everybody, its times in words. */
  everybody: { minutes: number; due: string; cutOff: string }
  /** How many the list's filter leaves, on all pages; null where it is not matchingPeople. */
  matching: number | null
  zone: string
  values: Record<string, string>
  /** What was just given, in words. */
  done: string | null
}

/** How much time to give to those who are ticked, or to everybody, and why. */
export function ExtensionFields({ everybody, matching, zone, values, done }: ExtensionProps) {
  const { t } = useI18n()
  return (
    <section className="sheet" id="extend">
      <h2>{t('attempts.extend.title')}</h2>
      {done && (
        <Notice tone="good" id="done">
          {done}
        </Notice>
      )}
      <p className="small soft">{t('attempts.extend.everybody', everybody)}</p>
      <div className="fields">
        <RadioGroup
          name="who"
          label={t('attempts.extend.who')}
          options={[
            { value: 'chosen', label: t('attempts.extend.chosen'), hint: t('attempts.extend.chosenHint') },
            ...(matching
              ? [{ value: 'matching', label: t('attempts.extend.matching', { count: matching }) }]
              : []),
            { value: 'all', label: t('attempts.extend.all') },
          ]}
          defaultValue={values.who ?? 'chosen'}
        />
        <div className="split">
          <Field
            name="minutes"
            type="number"
            label={t('attempts.extend.minutes')}
            hint={t('attempts.extend.minutesHint')}
            min={0}
            max={600}
            required
            defaultValue={values.minutes ?? '0'}
          />
          <Field
            name="due"
            type="datetime-local"
            label={t('attempts.extend.due')}
            hint={t('attempts.extend.dueHint', { zone })}
            defaultValue={values.due}
          />
        </div>
        <Field
          name="reason"
          label={t('attempts.form.reasonLabel')}
          hint={t('attempts.form.reasonHint')}
          maxLength={500}
          required
          defaultValue={values.reason}
        />
        <p className="small soft">{t('attempts.extend.explain')}</p>
        <div className="acts">
          <Button kind="main">{t('attempts.extend.do')}</Button>
        </div>
      </div>
    </section>
  )
}
