import {
  type ActionFunctionArgs,
  data,
  type HeadersArgs,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { ColumnMap } from '#app/features/imports/components/column-map.tsx'
import { FileFactsSection } from '#app/features/imports/components/file-facts.tsx'
import { Rows, type ShownRow } from '#app/features/imports/components/rows.tsx'
import { Summary } from '#app/features/imports/components/summary.tsx'
import { Working } from '#app/features/imports/components/working.tsx'
import { faultWords } from '#app/features/imports/fault-words.ts'
import { type Verdict, verdicts } from '#app/features/imports/import-row.ts'
import { awaitImport, importRows, isWorking } from '#app/features/imports/queries/imports.server.ts'
import type { MessageKey } from '#app/i18n/messages.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Breadcrumb, Page, PageHead } from '#app/ui/page.tsx'
import { changeImport } from './changes.server.ts'

const PAGE_ROWS = 100
/** Short lists are done before a page that waits would be there. */
const PATIENCE_MS = 1_500
/** Work that has not moved for so long has been left by its process. */
const STUCK_MS = 120_000

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'import.manage', { importId: params.importId ?? '' })
  const t = translator(ctx.locale)
  const found = await awaitImport(ctx, permit, PATIENCE_MS)
  const {
    counts,
    report,
    changedAt,
    createdAt: _created,
    appliedAt: _applied,
    choices: _choices,
    ...list
  } = found
  const query = new URL(request.url).searchParams
  const first = verdicts.find((verdict) => counts[verdict] > 0) ?? 'new'
  const view = verdicts.find((verdict) => verdict === query.get('view')) ?? first
  const after = Number(query.get('after')) || 0
  const showsRows = list.state === 'checked' || list.state === 'applied'
  const rows = showsRows ? await importRows(ctx, permit, view, { after, most: PAGE_ROWS + 1 }) : []
  const page = {
    title: t('imports.checkTitle'),
    ...{ ...list, counts, report, view },
    unreadable:
      report.fault && t(`imports.unreadable.${report.fault.code}` as MessageKey, report.fault.detail),
    stuck: isWorking(list) && ctx.now().getTime() - changedAt.getTime() > STUCK_MS,
    rows: rows.slice(0, PAGE_ROWS).map(
      ({ line, shown, faults, changes }): ShownRow => ({
        ...{ line, shown, changes },
        faults: faults.map((fault) => ({ ...fault, ...faultWords(fault, t) })),
      }),
    ),
    next: rows.length > PAGE_ROWS ? (rows[PAGE_ROWS - 1]?.line ?? null) : null,
    further: after > 0,
  }
  // Works without a script: the browser asks again by itself.
  return data(page, isWorking(list) ? { headers: { Refresh: '1' } } : undefined)
}

export const headers = ({ loaderHeaders }: HeadersArgs) => loaderHeaders

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const importId = params.importId ?? ''
  const answer = await changeImport(ctx, request, importId)
  if (answer) return answer
  throw redirect(paths.fileImport(importId), 303)
}

export default function ImportCheck() {
  const { t } = useI18n()
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { id, state, counts, report, view } = page
  const working = state === 'waiting' || state === 'applying'
  const href = (verdict: Verdict, after?: number) => paths.fileImport(id, { view: verdict, after })
  return (
    <Page width="wide">
      <Breadcrumb
        label={t('imports.crumb')}
        items={[
          { label: t('people.title'), href: paths.people() },
          { label: t('imports.title'), href: paths.importList() },
          { label: page.fileName },
        ]}
      />
      <PageHead
        title={t('imports.checkTitle')}
        lead={page.cohort}
        actions={<ButtonLink href={paths.importList()}>{t('imports.another')}</ButtonLink>}
      />
      {answer?.refusal && <Notice tone="bad">{answer.refusal}</Notice>}
      {page.report.stale > 0 && (
        <Notice tone="warn">{t('imports.stale', { count: page.report.stale })}</Notice>
      )}
      {page.report.broke && <Notice tone="bad">{t('imports.broke')}</Notice>}
      {working && <Working state={state} done={page.rowsDone} total={page.rowsTotal} stuck={page.stuck} />}
      {page.unreadable && (
        <Notice tone="bad" title={t('imports.unreadableTitle')}>
          <p>{page.unreadable}</p>
        </Notice>
      )}
      {!working && !page.unreadable && report.missing.length === 0 && (
        <Summary
          counts={counts}
          cohort={page.cohort}
          applied={state === 'applied'}
          refusedHref={paths.refusedRows(id)}
          peopleHref={paths.people()}
        />
      )}
      {!working && (
        <FileFactsSection
          fileName={page.fileName}
          report={report}
          rows={page.rowsTotal}
          applied={state === 'applied'}
        />
      )}
      {state === 'checked' && <ColumnMap columns={report.columns} missing={report.missing} />}
      {!working && !page.unreadable && report.missing.length === 0 && (
        <Rows
          {...{ view, counts, href }}
          rows={page.rows}
          open={state === 'checked'}
          next={page.next}
          further={page.further}
        />
      )}
    </Page>
  )
}
