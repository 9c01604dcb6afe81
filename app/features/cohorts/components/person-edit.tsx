import { type Locale, localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Field, Select } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'

/** What is written about a person, as it is stored. */
export type WrittenPerson = { name: string; locale: Locale; region: string; employer: string; phone: string }

/** What the server says of an edit that it refused. */
export type EditReply = { errors: Record<string, string[]>; values: Record<string, string> }

const FIELDS = ['name', 'region', 'employer', 'phone'] as const
const IDS = Object.fromEntries([...FIELDS, 'locale'].map((field) => [field, `person-${field}`]))

/** Edits what is written about a person: folded until it is wanted, open where something was refused. */
export function PersonEdit({
  id,
  written,
  reply,
}: {
  id: string
  written: WrittenPerson
  reply?: EditReply | null
}) {
  const { t } = useI18n()
  const values: Record<string, string> = { ...written, ...reply?.values }
  const labels = {
    name: t('people.name'),
    region: t('people.region'),
    employer: t('people.employer'),
    phone: t('people.phone'),
  }
  return (
    <details open={reply ? true : undefined}>
      <summary>{t('people.edit')}</summary>
      <Form reply={reply} ids={IDS} className="fields">
        <input type="hidden" name="personId" value={id} />
        <div className="split">
          {FIELDS.map((field) => (
            <Field
              key={field}
              name={field}
              id={`person-${field}`}
              type={field === 'phone' ? 'tel' : 'text'}
              label={labels[field]}
              note={field === 'name' ? undefined : t('site.optional')}
              maxLength={field === 'phone' ? 60 : 200}
              required={field === 'name'}
              defaultValue={values[field]}
            />
          ))}
          <Select
            name="locale"
            id="person-locale"
            label={t('people.language')}
            options={locales.map((value) => ({ value, label: localeNames[value] }))}
            defaultValue={values.locale}
          />
        </div>
        <div className="acts">
          <Button name="intent" value="edit">
            {t('people.editDo')}
          </Button>
        </div>
      </Form>
    </details>
  )
}
