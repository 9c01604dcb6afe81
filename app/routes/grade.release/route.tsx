import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { may } from '#app/access/permissions.ts'
import { clockOf } from '#app/features/grading/clock.server.ts'
import { filterOf, ReleaseForm } from '#app/features/grading/forms.server.ts'
import { releaseOutcomes } from '#app/features/grading/operations/release-outcomes.server.ts'
import {
  type OutcomeRow,
  releaseCounts,
  released,
  unreleased,
} from '#app/features/grading/queries/release.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Notice, Tag } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { DataTable } from '#app/ui/table.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'outcome.release', null)
  const { searchParams } = new URL(request.url)
  const view = searchParams.get('view') === 'released' ? ('released' as const) : ('waiting' as const)
  const list = view === 'released' ? released : unreleased
  const [page, counts] = await Promise.all([
    list(ctx, permit, filterOf(searchParams)),
    releaseCounts(ctx, permit),
  ])
  const line = (row: OutcomeRow) => ({
    ...row,
    decided: clockOf(ctx, row.zone).moment(row.decidedAt),
    sent: row.releasedAt && clockOf(ctx, row.zone).moment(row.releasedAt),
    passed: row.points >= row.passPoints,
  })
  const done = Number(searchParams.get('done') ?? Number.NaN)
  return {
    title: translator(ctx.locale)('grading.release.title'),
    view,
    reads: may(requirePerson(ctx, request).role, 'submission.mark'),
    counts,
    rows: page.rows.map(line),
    more: page.more ? (page.rows.at(-1)?.submissionId ?? null) : null,
    offset: clockOf(ctx, page.rows[0]?.zone).offset,
    done: Number.isInteger(done) ? done : null,
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'outcome.release', null)
  const t = translator(ctx.locale)
  const form = await request.formData()
  const parsed = parseForm(form, ReleaseForm, t)
  if (!parsed.ok) return data({ reply: refusedForm(form, '', t('grading.release.nothing')) }, { status: 400 })
  const { which, outcome } = parsed.value
  if (which === 'chosen' && outcome.length === 0) {
    return data({ reply: refusedForm(form, '', t('grading.release.nothing')) }, { status: 400 })
  }
  const { PUBLIC_URL } = context.services.env
  const linkTo = (slug: string) => PUBLIC_URL + paths.feedback(slug)
  const done = await releaseOutcomes(ctx, permit, which === 'all' ? 'all' : outcome, linkTo)
  throw redirect(paths.release({ done }))
}

export default function Release() {
  const { t } = useI18n()
  const page = useLoaderData<typeof loader>()
  const problem = useActionData<typeof action>()?.reply.errors['']?.[0]
  const { counts, view } = page
  return (
    <Page width="wide">
      <PageHead title={page.title} lead={t('grading.release.lead', { offset: page.offset })} />
      {page.done !== null && <Notice tone="good">{t('grading.release.done', { count: page.done })}</Notice>}
      {problem && <Notice tone="bad">{problem}</Notice>}
      <nav className="views" aria-label={t('grading.release.views')}>
        <a href={paths.release()} aria-current={view === 'waiting' ? 'page' : undefined}>
          {t('grading.release.tabWaiting', { count: counts.waiting })}
        </a>
        <a href={paths.release({ view: 'released' })} aria-current={view === 'released' ? 'page' : undefined}>
          {t('grading.release.tabReleased', { count: counts.released })}
        </a>
      </nav>
      {page.rows.length === 0 ? (
        <EmptyState title={t(view === 'waiting' ? 'grading.release.empty' : 'grading.release.emptyReleased')}>
          {view === 'waiting' && t('grading.release.emptyText')}
        </EmptyState>
      ) : (
        <form method="post" className="stack" action={paths.release()}>
          <Outcomes />
          {view === 'waiting' && (
            <div className="acts">
              <Button kind="main" name="which" value="chosen">
                {t('grading.release.chosen')}
              </Button>
              <details className="confirm">
                <summary className="btn">{t('grading.release.all')}</summary>
                <div className="sheet">
                  <p>
                    <strong>{t('grading.release.allTitle', { count: counts.waiting })}</strong>
                  </p>
                  <p>{t('grading.release.allText')}</p>
                  <Button name="which" value="all">
                    {t('grading.release.allDo', { count: counts.waiting })}
                  </Button>
                </div>
              </details>
            </div>
          )}
        </form>
      )}
      {page.more && (
        <ButtonLink slim href={paths.release({ view, after: page.more })}>
          {t('grading.release.more')}
        </ButtonLink>
      )}
    </Page>
  )
}

function Outcomes() {
  const { t } = useI18n()
  const { rows, view, reads } = useLoaderData<typeof loader>()
  type Line = (typeof rows)[number]
  const pick = {
    key: 'pick',
    head: <span className="vh">{t('grading.release.chosen')}</span>,
    cell: (row: Line) => (
      <input
        type="checkbox"
        name="outcome"
        value={row.submissionId}
        aria-label={t('grading.release.pick', { alias: row.alias })}
      />
    ),
  }
  return (
    <DataTable
      caption={t(view === 'waiting' ? 'grading.release.waiting' : 'grading.release.released', {
        count: rows.length,
      })}
      hideCaption
      rows={rows}
      rowKey={(row) => row.submissionId}
      columns={[
        ...(view === 'waiting' ? [pick] : []),
        {
          key: 'code',
          head: t('grading.release.code'),
          names: true,
          cell: (row) =>
            reads ? (
              <a
                className="num"
                href={paths.gradeSubmission(row.submissionId)}
                title={t('grading.release.open', { alias: row.alias })}
              >
                {row.alias}
              </a>
            ) : (
              <span className="num">{row.alias}</span>
            ),
        },
        { key: 'essay', head: t('grading.release.essay'), cell: (row) => row.title },
        {
          key: 'points',
          head: t('grading.release.points'),
          cell: (row) => (
            <>
              <span className="num">
                {row.points} / {row.max}
              </span>{' '}
              <Tag tone={row.passed ? 'good' : 'warn'}>
                {t(row.passed ? 'grading.release.passed' : 'grading.release.below')}
              </Tag>
            </>
          ),
        },
        { key: 'marker', head: t('grading.release.marker'), cell: (row) => row.markerName },
        { key: 'decided', head: t('grading.release.decided'), cell: (row) => row.decided },
        ...(view === 'released'
          ? [{ key: 'sent', head: t('grading.release.releasedAt'), cell: (row: Line) => row.sent }]
          : []),
      ]}
    />
  )
}
