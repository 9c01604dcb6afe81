import type { MessageKey } from '#app/i18n/messages.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { type Column, DataTable, Pager } from '#app/ui/table.tsx'
import { type Change, type RowFault, type Values, type Verdict, verdicts } from '../import-row.ts'
import { Cell } from './cell.tsx'

export type ShownRow = {
  line: number
  shown: Values
  faults: (RowFault & { why: string; advice: string })[]
  changes: Change[]
}

type Props = {
  view: Verdict
  counts: Record<Verdict, number>
  href: (view: Verdict, after?: number) => string
  rows: ShownRow[]
  /** True while rows may still be mended. */
  open: boolean
  /** The line after which the next page begins. */
  next: number | null
  further: boolean
}

/** Fields that have a column of their own. */
const SHOWN = ['name', 'email', 'region', 'language'] as const

/** The rows of a list by what they would do. */
export function Rows({ view, counts, href, rows, open, next, further }: Props) {
  const { t } = useI18n()
  const suggested = rows.filter(({ faults }) => faults.some(({ suggestion }) => suggestion)).length
  const label = t(`imports.views.${view}`)
  return (
    <section aria-label={t('imports.views.label')} id="rows">
      <nav className="views" aria-label={t('imports.views.label')}>
        {verdicts.map((verdict) => (
          <a
            key={verdict}
            href={`${href(verdict)}#rows`}
            aria-current={verdict === view ? 'page' : undefined}
          >
            {t(`imports.views.${verdict}`)} <span className="num">{counts[verdict]}</span>
          </a>
        ))}
      </nav>
      {open && view === 'refused' && suggested > 1 && (
        <form method="post" className="acts">
          <Button slim name="intent" value="accept-all">
            {t('imports.rows.acceptAll', { count: suggested })}
          </Button>
        </form>
      )}
      <DataTable
        caption={label}
        hideCaption
        rows={rows}
        rowKey={(row) => String(row.line)}
        empty={<p className="soft">{t('imports.views.none')}</p>}
        columns={columnsOf(view, open, t)}
      />
      <Pager
        label={label}
        previous={further ? { href: `${href(view)}#rows`, label: t('imports.rows.first') } : undefined}
        next={next === null ? undefined : { href: `${href(view, next)}#rows`, label: t('imports.rows.next') }}
      />
    </section>
  )
}

type T = ReturnType<typeof useI18n>['t']

function columnsOf(view: Verdict, open: boolean, t: T): Column<ShownRow>[] {
  const line: Column<ShownRow> = {
    key: 'line',
    head: t('imports.rows.line'),
    right: true,
    cell: (row) => row.line,
  }
  const fields = SHOWN.map(
    (field): Column<ShownRow> => ({
      key: field,
      head: t(`imports.fields.${field}`),
      names: field === 'name',
      cell: ({ shown, faults }) => (
        <Cell
          value={shown[field] ?? ''}
          strange={field === 'name'}
          wrong={view === 'refused' && faults.some((fault) => fault.field === field)}
        />
      ),
    }),
  )
  if (view === 'changed')
    return [
      line,
      ...fields.slice(0, 1),
      { key: 'change', head: t('imports.rows.change'), cell: ({ changes }) => <Changes changes={changes} /> },
    ]
  if (view !== 'refused') return [line, ...fields]
  return [
    line,
    ...fields,
    { key: 'why', head: t('imports.rows.why'), cell: (row) => <Why row={row} open={open} /> },
  ]
}

const isShown = (field: string): boolean => SHOWN.some((one) => one === field)

function Why({ row: { line, shown, faults }, open }: { row: ShownRow; open: boolean }) {
  const { t } = useI18n()
  return (
    <div className="row-why">
      {faults.map(({ code, field, why, advice, suggestion }) => (
        <div key={`${code} ${field}`}>
          <p>
            {field && !isShown(field) && (
              <>
                {t(`imports.fields.${field}` as MessageKey)} <Cell value={shown[field] ?? ''} wrong />{' '}
              </>
            )}
            <strong>{why}</strong>
          </p>
          <p className="small soft">{advice}</p>
          {open && field && suggestion && (
            <form method="post">
              <input type="hidden" name="line" value={line} />
              <input type="hidden" name="field" value={field} />
              <Button slim name="intent" value="accept">
                {t('imports.rows.accept', { value: suggestion })}
              </Button>
            </form>
          )}
        </div>
      ))}
    </div>
  )
}

function Changes({ changes }: { changes: Change[] }) {
  const { t } = useI18n()
  return (
    <ul className="plain changes">
      {changes.map(({ field, from, to }) => (
        <li key={field}>
          <span className="small soft">{t(`imports.fields.${field}` as MessageKey)}:</span>{' '}
          {from !== null && <del>{from}</del>} <ins>{to}</ins>{' '}
          {field === 'language' && <span className="small soft">{t('imports.rows.languageNote')}</span>}
        </li>
      ))}
    </ul>
  )
}
