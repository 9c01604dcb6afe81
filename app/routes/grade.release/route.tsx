import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { may } from '#app/access/permissions.ts'
import { clockOf } from '#app/features/grading/clock.server.ts'
import { ScriptsFilter } from '#app/features/grading/components/scripts-filter.tsx'
import { filterOf, ReleaseForm } from '#app/features/grading/forms.server.ts'
import { releaseOutcomes } from '#app/features/grading/operations/release-outcomes.server.ts'
import {
  type OutcomeRow,
  releaseCounts,
  released,
  releasePreview,
  unreleased,
} from '#app/features/grading/queries/release.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { ConfirmRelease } from './confirm-release.tsx'
import { Outcomes } from './outcomes.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'outcome.release', null)
  const { searchParams } = new URL(request.url)
  const view = searchParams.get('view') === 'released' ? ('released' as const) : ('waiting' as const)
  const list = view === 'released' ? released : unreleased
  const filter = filterOf(searchParams)
  const [page, counts] = await Promise.all([list(ctx, permit, filter), releaseCounts(ctx, permit)])
  const { prompt, locale } = filter
  const inFilter = counts.filter(
    (row) => (prompt === null || row.slug === prompt) && (locale === null || row.locale === locale),
  )
  const sum = (of: 'waiting' | 'released') => inFilter.reduce((total, row) => total + row[of], 0)
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
    counts: { waiting: sum('waiting'), released: sum('released') },
    prompts: [...new Map(counts.map(({ slug, title }) => [slug, title]))].map(([value, label]) => ({
      value,
      label,
    })),
    filter,
    until: ctx.now().toISOString(),
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
  const form = await readForm(request, 'list')
  const parsed = parseForm(form, ReleaseForm, t)
  if (!parsed.ok)
    return data({ reply: refusedForm(form, '', t('grading.release.nothing')), asks: null }, { status: 400 })
  const { which, outcome, until, confirmed } = parsed.value
  const { prompt, locale } = filterOf(new URL(request.url).searchParams)
  if (which === 'chosen' && outcome.length === 0) {
    return data({ reply: refusedForm(form, '', t('grading.release.nothing')), asks: null }, { status: 400 })
  }
  const by = until ? new Date(until) : ctx.now()
  const whole = which === 'all' ? { prompt, locale, until: by } : outcome
  if (!confirmed) {
    const preview = await releasePreview(ctx, permit, whole)
    return data({ reply: null, asks: { which, outcome, until: by.toISOString(), ...preview } })
  }
  const { PUBLIC_URL } = context.services.env
  const linkTo = (slug: string) => PUBLIC_URL + paths.feedback(slug)
  const done = await releaseOutcomes(ctx, permit, whole, linkTo)
  throw redirect(`${paths.release({ prompt, language: locale, done })}#done`)
}

export default function Release() {
  const { t } = useI18n()
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { counts, view, filter } = page
  const query = { prompt: filter.prompt, language: filter.locale }
  if (answer?.asks) return <ConfirmRelease asks={answer.asks} address={paths.release(query)} />
  return (
    <Page width="wide">
      <PageHead title={page.title} lead={t('grading.release.lead', { offset: page.offset })} />
      {page.done !== null && !answer && (
        <Notice tone="good" id="done">
          {t('grading.release.done', { count: page.done })}
        </Notice>
      )}
      <nav className="views" aria-label={t('grading.release.views')}>
        <a href={paths.release(query)} aria-current={view === 'waiting' ? 'page' : undefined}>
          {t('grading.release.tabWaiting', { count: counts.waiting })}
        </a>
        <a
          href={paths.release({ ...query, view: 'released' })}
          aria-current={view === 'released' ? 'page' : undefined}
        >
          {t('grading.release.tabReleased', { count: counts.released })}
        </a>
      </nav>
      <ScriptsFilter action={paths.release()} prompts={page.prompts} filter={filter}>
        {view === 'released' && <input type="hidden" name="view" value="released" />}
      </ScriptsFilter>
      {page.rows.length === 0 ? (
        <EmptyState title={t(view === 'waiting' ? 'grading.release.empty' : 'grading.release.emptyReleased')}>
          {view === 'waiting' && t('grading.release.emptyText')}
        </EmptyState>
      ) : (
        <Form reply={answer?.reply} className="stack" action={paths.release(query)}>
          <input type="hidden" name="until" value={page.until} />
          <Outcomes rows={page.rows} view={view} reads={page.reads} />
          {view === 'waiting' && (
            <div className="acts">
              <Button kind="main" name="which" value="chosen">
                {t('grading.release.chosen')}
              </Button>
              <Button name="which" value="all">
                {t('grading.release.all', { count: counts.waiting })}
              </Button>
            </div>
          )}
        </Form>
      )}
      {page.more && (
        <ButtonLink slim href={paths.release({ ...query, view, after: page.more })}>
          {t('grading.release.more')}
        </ButtonLink>
      )}
    </Page>
  )
}
