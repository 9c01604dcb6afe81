import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { clockOf, zoneOf } from '#app/features/grading/clock.server.ts'
import { FinishedNotice } from '#app/features/grading/components/finished-notice.tsx'
import { ScriptsFilter } from '#app/features/grading/components/scripts-filter.tsx'
import { filterOf, isAlias } from '#app/features/grading/forms.server.ts'
import { type Waiting, waitingSince } from '#app/features/grading/lease.ts'
import { takeNext } from '#app/features/grading/operations/take-next.server.ts'
import { promiseState } from '#app/features/grading/promise.ts'
import { justFinished } from '#app/features/grading/queries/finished.server.ts'
import {
  MOST_COUNTED,
  ownScripts,
  QUEUE_PAGE,
  type QueueRow,
  queuePage,
  queueTotal,
} from '#app/features/grading/queries/queue.server.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { FigureNumber } from '#app/ui/progress.tsx'
import { Pager } from '#app/ui/table.tsx'
import { type QueueLine, QueueTable } from './queue-table.tsx'

const waitingTime = (t: Translate, { unit, ...values }: Waiting): string =>
  t(`grading.wait.${unit}`, values as Record<string, number>)

function placeOf(t: Translate, { rows, before, all }: Awaited<ReturnType<typeof queuePage>>): string {
  const counted = { all: Math.min(all, MOST_COUNTED), first: before + 1, last: before + rows.length }
  if (before > MOST_COUNTED) return t('grading.queue.placeDeep', counted)
  return t(all > MOST_COUNTED ? 'grading.queue.placeMany' : 'grading.queue.place', counted)
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'queue.read', null)
  const { searchParams } = new URL(request.url)
  const filter = filterOf(searchParams)
  const query = { prompt: filter.prompt, language: filter.locale }
  const alias = searchParams.get('done')
  const [own, page, waiting, done] = await Promise.all([
    ownScripts(ctx, permit),
    queuePage(ctx, permit, filter),
    queueTotal(ctx, permit, zoneOf(ctx)),
    isAlias(alias) ? justFinished(ctx, permit, alias) : null,
  ])
  const t = translator(ctx.locale)
  const { time, moment, offset } = clockOf(ctx)
  const line = (row: QueueRow): QueueLine => ({
    href: paths.gradeSubmission(row.submissionId, query),
    alias: row.alias,
    essay: row.title,
    locale: row.locale,
    words: row.words,
    late: row.late,
    waited: waitingTime(t, waitingSince(row.submittedAt, ctx.now())),
    taken: row.takenUntil && time(row.takenUntil),
    promised: row.dueAt && t('grading.queue.promised', { time: moment(row.dueAt) }),
    promise: promiseState(row.dueAt, row.submittedAt, ctx.now()),
  })
  const oldest = [...own, ...page.rows].sort((a, b) => a.submittedAt.getTime() - b.submittedAt.getTime())[0]
  return {
    title: t('grading.queue.title'),
    own: own.map(line),
    rows: page.rows.map(line),
    next:
      page.rows.length === QUEUE_PAGE && page.before + page.rows.length !== page.all
        ? paths.grade({ ...query, code: filter.code, after: page.rows.at(-1)?.submissionId })
        : null,
    place: page.rows.length > 0 && placeOf(t, page),
    prompts: waiting.prompts.map(({ slug, title }) => ({ value: slug, label: title })),
    total: Math.min(waiting.total, MOST_COUNTED),
    more: waiting.total > MOST_COUNTED,
    oldest: !filter.after && oldest ? waitingTime(t, waitingSince(oldest.submittedAt, ctx.now())) : null,
    day: waiting.day,
    filter,
    offset,
    done: done && {
      alias: done.alias,
      href: paths.gradeSubmission(done.submissionId, query),
      until: done.until && time(done.until),
    },
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'queue.read', null)
  const filter = filterOf(new URL(request.url).searchParams)
  const taken = await takeNext(ctx, permit, filter)
  if (!taken.ok) return data({ reason: taken.reason }, { status: 409 })
  throw redirect(
    paths.gradeSubmission(taken.value.submissionId, { prompt: filter.prompt, language: filter.locale }),
  )
}

export default function Queue() {
  const { t } = useI18n()
  const page = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.reason
  const { filter } = page
  const query = { prompt: filter.prompt, language: filter.locale }
  return (
    <Page width="wide">
      <PageHead
        title={page.title}
        lead={t('grading.queue.lead', { offset: page.offset })}
        figures={
          <>
            <FigureNumber value={page.more ? `${page.total}+` : String(page.total)}>
              {t('grading.queue.waiting', { count: page.total })}
            </FigureNumber>
            {(page.day.done > 0 || page.day.promised > 0) && (
              <FigureNumber value={String(page.day.done)}>
                {t('grading.queue.today', { count: page.day.promised })}
              </FigureNumber>
            )}
            {page.oldest && <FigureNumber value={page.oldest}>{t('grading.queue.oldest')}</FigureNumber>}
          </>
        }
      />
      {page.done && <FinishedNotice {...page.done} offset={page.offset} />}
      {refused && <Notice tone="warn">{t(`grading.queue.${refused}`)}</Notice>}
      <form method="post" action={paths.grade(query)}>
        <Button kind="main">{t('grading.queue.next')}</Button>
      </form>
      {page.own.length > 0 && (
        <section>
          <h2>{t('grading.queue.own')}</h2>
          <QueueTable caption={t('grading.queue.own')} lines={page.own} own />
        </section>
      )}
      <section>
        <h2>{t('grading.queue.all')}</h2>
        <ScriptsFilter
          action={paths.grade()}
          prompts={page.prompts}
          filter={filter}
          code={filter.code ?? ''}
        />
        {page.rows.length === 0 ? (
          <EmptyState
            title={t(
              filter.prompt || filter.locale || filter.code
                ? 'grading.queue.emptyFiltered'
                : 'grading.queue.empty',
            )}
          >
            {t('grading.queue.emptyText')}
          </EmptyState>
        ) : (
          <QueueTable caption={t('grading.queue.all')} lines={page.rows} />
        )}
        <Pager
          label={t('grading.queue.pages')}
          text={page.place}
          previous={
            filter.after
              ? { href: paths.grade({ ...query, code: filter.code }), label: t('grading.queue.first') }
              : undefined
          }
          next={page.next ? { href: page.next, label: t('attempts.next') } : undefined}
        />
      </section>
    </Page>
  )
}
