import type { MessageKey } from '#app/i18n/messages.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { cx } from '#app/ui/class-names.ts'
import { Notice } from '#app/ui/notice.tsx'
import { type Column, columnLetter } from '../columns.ts'

const FIELDS = [
  'name',
  'familyName',
  'givenName',
  'middleName',
  'email',
  'region',
  'employer',
  'language',
  'phone',
  'role',
  'cohort',
  'sourcedId',
  'userSourcedId',
  'status',
  'enabled',
] as const

/** The columns of a file, each over a real value of it, and what they are taken for. */
export function ColumnMap({ columns, missing }: { columns: Column[]; missing: string[] }) {
  const { t } = useI18n()
  const fieldName = (field: string) => t(`imports.fields.${field}` as MessageKey)
  const lacking = missing.map(fieldName).join(', ')
  return (
    <section aria-labelledby="column-map">
      <h2 id="column-map">{t('imports.columns.title')}</h2>
      {missing.length > 0 && <Notice tone="warn">{t('imports.columns.missing', { fields: lacking })}</Notice>}
      <form method="post" className="stack">
        <div className="column-map">
          {columns.map(({ index, head, example, field, hint }) => (
            <div key={index} className={cx(hint && 'by-hand')}>
              <label htmlFor={`column-${index}`}>
                {columnLetter(index)} {head && <b>{head}</b>}
                <span className="vh">: {t('imports.columns.field', { letter: columnLetter(index) })}</span>
              </label>
              <select
                id={`column-${index}`}
                name={`column[${index}]`}
                defaultValue={field ?? ''}
                aria-describedby={`column-${index}-example`}
              >
                <option value="">{t(hint ? 'imports.columns.choose' : 'imports.columns.leave')}</option>
                {FIELDS.map((value) => (
                  <option key={value} value={value}>
                    {fieldName(value)}
                  </option>
                ))}
              </select>
              <p className="small soft" id={`column-${index}-example`}>
                {example || t('imports.columns.noExample')}
                {hint && <strong>{t('imports.columns.looksLike', { field: fieldName(hint) })}</strong>}
              </p>
            </div>
          ))}
        </div>
        <div className="acts">
          <Button name="intent" value="columns" kind={missing.length > 0 ? 'main' : undefined}>
            {t('imports.columns.save')}
          </Button>
        </div>
      </form>
    </section>
  )
}
