import type { MessageKey } from '#app/i18n/messages.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Select } from '#app/ui/field.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { ImportReport } from '../import-report.ts'

const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'kz-1048'] as const
const DELIMITERS = [';', ',', '\t', '|'] as const

type Props = { fileName: string; report: ImportReport; rows: number; applied: boolean }

/** How the file was read, and a way to read it differently. */
export function FileFactsSection({ fileName, report, rows, applied }: Props) {
  const { t } = useI18n()
  const { facts, headLine } = report
  const encodingName = (encoding: string) => t(`imports.encodings.${encoding}` as MessageKey)
  const delimiterName = (delimiter: string) =>
    delimiter === '\t' ? t('imports.delimiters.tab') : `“${delimiter}”`
  const shown: [label: string, value: string][] = [
    [
      t('imports.facts.file'),
      `${fileName}${rows > 0 ? `, ${t('imports.facts.rows', { count: rows })}` : ''}`,
    ],
  ]
  if (facts?.encoding) shown.push([t('imports.facts.encoding'), encodingName(facts.encoding)])
  if (facts?.delimiter) shown.push([t('imports.facts.delimiter'), delimiterName(facts.delimiter)])
  if (facts?.sheet) shown.push([t('imports.facts.sheet'), facts.sheet])
  if (facts)
    shown.push([
      t('imports.facts.heads'),
      headLine === null ? t('imports.facts.noHeads') : t('imports.facts.headLine', { line: headLine }),
    ])
  return (
    <section aria-labelledby="file-facts">
      <h2 id="file-facts">{t('imports.facts.title')}</h2>
      <dl className="list-facts num">
        {shown.map(([label, value]) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      {facts?.damaged && <Notice tone="warn">{t('imports.facts.damaged')}</Notice>}
      {!applied && (facts?.kind !== 'xlsx' || facts.sheets.length > 1) && (
        <details>
          <summary>{t('imports.facts.read')}</summary>
          <form method="post" className="tools">
            {facts?.kind === 'xlsx' ? (
              <Select
                name="sheet"
                label={t('imports.facts.sheet')}
                options={facts.sheets.map((sheet) => ({ value: sheet, label: sheet }))}
                defaultValue={facts.sheet ?? ''}
              />
            ) : (
              <>
                <Select
                  name="encoding"
                  label={t('imports.facts.encoding')}
                  empty={t('imports.facts.auto')}
                  options={ENCODINGS.map((value) => ({ value, label: encodingName(value) }))}
                  defaultValue={facts?.encoding ?? ''}
                />
                <Select
                  name="delimiter"
                  label={t('imports.facts.delimiter')}
                  empty={t('imports.facts.auto')}
                  options={DELIMITERS.map((value) => ({ value, label: delimiterName(value) }))}
                  defaultValue={facts?.delimiter ?? ''}
                />
              </>
            )}
            <Button name="intent" value="read">
              {t('imports.facts.readDo')}
            </Button>
          </form>
        </details>
      )}
    </section>
  )
}
