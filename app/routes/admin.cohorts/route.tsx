import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { CohortFields, cohortLabels } from '#app/features/cohorts/components/cohort-fields.tsx'
import { COHORT_REFUSALS, CohortForm, clockOf, minuteOf } from '#app/features/cohorts/forms.server.ts'
import { saveCohort } from '#app/features/cohorts/operations/save-cohort.server.ts'
import { type CohortRow, listCohorts } from '#app/features/cohorts/queries/cohorts.server.ts'
import { formatDate, HOME_ZONE, zoneCity, zoneOffset } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { readSorting, type SortLink, sorted, sortLink } from '#app/ui/sorting.ts'
import { DataTable } from '#app/ui/table.tsx'

// The newest cohort first is the usual order.
const KEYS = ['newest', 'name', 'start', 'days', 'participants', 'staff'] as const
type Key = (typeof KEYS)[number]

const comparing: Record<Key, (a: CohortRow, b: CohortRow) => number> = {
  newest: () => 0,
  name: (a, b) => a.name.localeCompare(b.name, 'kk'),
  start: (a, b) => a.startDate.localeCompare(b.startDate),
  days: (a, b) => a.days - b.days,
  participants: (a, b) => a.participants - b.participants,
  staff: (a, b) => a.staff - b.staff,
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'cohort.manage', null)
  const { locale } = ctx
  const sorting = readSorting(new URL(request.url).searchParams.get('sort'), KEYS)
  const cohorts = sorted(await listCohorts(ctx, permit), sorting.down, comparing[sorting.key])
  const sortOf = (key: Key): SortLink => sortLink(key, sorting, 'newest', (sort) => paths.cohorts({ sort }))
  return {
    title: translator(locale)('people.cohort.title'),
    sort: {
      name: sortOf('name'),
      start: sortOf('start'),
      days: sortOf('days'),
      participants: sortOf('participants'),
      staff: sortOf('staff'),
    },
    cohorts: cohorts.map((cohort) => {
      const start = new Date(`${cohort.startDate}T12:00:00Z`)
      return {
        id: cohort.id,
        name: cohort.name,
        start: formatDate(start, locale, 'UTC'),
        days: cohort.days,
        opens: `${clockOf(cohort.openingMinute)} (${zoneCity(cohort.zone, locale)}, ${zoneOffset(start, cohort.zone)})`,
        participants: cohort.participants,
        staff: cohort.staff,
      }
    }),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'cohort.manage', null)
  const t = translator(ctx.locale)
  const form = await readForm(request, 'fields')
  const parsed = parseForm(form, CohortForm, t)
  if (!parsed.ok) return data({ reply: parsed.reply }, { status: 400 })
  const { opens, ...settings } = parsed.value
  const saved = await saveCohort(ctx, permit, { ...settings, openingMinute: minuteOf(opens) })
  if (!saved.ok) {
    const [field, sentence] = COHORT_REFUSALS[saved.reason]
    return data({ reply: refusedForm(form, field, t(sentence)) }, { status: 409 })
  }
  throw redirect(paths.cohort(saved.value.cohortId, { done: 'saved' }))
}

export default function Cohorts() {
  const { t } = useI18n()
  const { cohorts, sort } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Page width="wide">
      <PageHead title={t('people.cohort.title')} lead={t('people.cohort.lead')} />
      <DataTable
        caption={t('people.cohort.title')}
        hideCaption
        rows={cohorts}
        rowKey={(row) => row.id}
        empty={<EmptyState title={t('people.cohort.none')}>{t('people.cohort.noneText')}</EmptyState>}
        columns={[
          {
            key: 'name',
            head: t('people.cohort.name'),
            sort: sort.name,
            names: true,
            cell: (row) => <a href={paths.cohort(row.id)}>{row.name}</a>,
          },
          { key: 'start', head: t('people.cohort.start'), sort: sort.start, cell: (row) => row.start },
          {
            key: 'days',
            head: t('people.cohort.days'),
            sort: sort.days,
            right: true,
            cell: (row) => row.days,
          },
          { key: 'opens', head: t('people.cohort.opens'), cell: (row) => row.opens },
          {
            key: 'participants',
            head: t('people.cohort.participants'),
            sort: sort.participants,
            right: true,
            cell: (row) => row.participants,
          },
          {
            key: 'staff',
            head: t('people.cohort.staff'),
            sort: sort.staff,
            right: true,
            cell: (row) => row.staff,
          },
        ]}
      />
      <details className="confirm" open={reply !== undefined || cohorts.length === 0}>
        <summary className="btn main">{t('people.cohort.new')}</summary>
        <div className="sheet">
          <h2>{t('people.cohort.new')}</h2>
          <Form reply={reply} labels={cohortLabels(t)} className="fields">
            <CohortFields
              values={reply?.values ?? { zone: HOME_ZONE, days: '14', opens: '08:00', graceSeconds: '120' }}
            />
            <div className="acts">
              <Button kind="main">{t('people.cohort.create')}</Button>
            </div>
          </Form>
        </div>
      </details>
    </Page>
  )
}
