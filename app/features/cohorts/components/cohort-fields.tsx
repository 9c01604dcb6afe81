import type { Translate } from '#app/i18n/messages.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Field } from '#app/ui/field.tsx'

// The zones of the country come first to mind; any other may be typed.
const homeZones = ['Almaty', 'Aqtau', 'Aqtobe', 'Atyrau', 'Oral', 'Qostanay', 'Qyzylorda']

/** The labels of the fields, for the summary of their form. */
export const cohortLabels = (t: Translate): Record<string, string> => ({
  name: t('people.cohort.name'),
  startDate: t('people.cohort.start'),
  days: t('people.cohort.days'),
  zone: t('people.cohort.zone'),
  opens: t('people.cohort.opens'),
  graceSeconds: t('people.cohort.grace'),
  retainUntil: t('people.cohort.retain'),
})

/** What a cohort is; `values` as typed or as stored. */
export function CohortFields({ values }: { values: Record<string, string> }) {
  const { t } = useI18n()
  return (
    <>
      <Field
        name="name"
        label={t('people.cohort.name')}
        maxLength={120}
        required
        defaultValue={values.name}
      />
      <div className="split">
        <Field
          name="startDate"
          type="date"
          label={t('people.cohort.start')}
          required
          defaultValue={values.startDate}
        />
        <Field
          name="days"
          type="number"
          label={t('people.cohort.days')}
          min={1}
          max={60}
          required
          defaultValue={values.days}
        />
        <Field
          name="zone"
          label={t('people.cohort.zone')}
          hint={t('people.cohort.zoneHint')}
          list="zones"
          required
          defaultValue={values.zone}
        />
        <Field
          name="opens"
          type="time"
          label={t('people.cohort.opens')}
          hint={t('people.cohort.opensHint')}
          required
          defaultValue={values.opens}
        />
      </div>
      <Field
        name="graceSeconds"
        type="number"
        short
        label={t('people.cohort.grace')}
        hint={t('people.cohort.graceHint')}
        min={0}
        max={3600}
        required
        defaultValue={values.graceSeconds}
      />
      <Field
        name="retainUntil"
        type="date"
        label={t('people.cohort.retain')}
        note={t('site.optional')}
        hint={t('people.cohort.retainHint')}
        defaultValue={values.retainUntil}
      />
      <datalist id="zones">
        {homeZones.map((city) => (
          <option key={city} value={`Asia/${city}`} />
        ))}
      </datalist>
    </>
  )
}
