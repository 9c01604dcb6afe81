import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ActorCohort } from '#app/access/actor.ts'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { UnsentText } from '#app/features/essays/components/unsent-text.tsx'
import { type EssayState, isRunning } from '#app/features/essays/essay-state.ts'
import { essaySummary } from '#app/features/essays/essay-summary.ts'
import unsentText from '#app/features/essays/islands/unsent-text.island.ts?worker&url'
import { closedDrafts } from '#app/features/essays/queries/closed-drafts.server.ts'
import { listPrompts, type PromptRow } from '#app/features/essays/queries/prompts.server.ts'
import { formatZoned } from '#app/i18n/dates.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx, saysUnsent } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'essay.list', null)
  const cohort = requirePerson(ctx, request).cohorts[0]
  const t = translator(ctx.locale)
  const now = ctx.now()
  const prompts = cohort ? await listPrompts(ctx, permit) : []
  const rows = cohort ? prompts.map((prompt) => rowOf(prompt, cohort, now, ctx.locale, t)) : []
  return {
    title: t('essays.list.title'),
    rows,
    left: saysUnsent(request) ? await closedDrafts(ctx, permit) : null,
    nonce: context.nonce,
  }
}

type Row = {
  slug: string
  title: string
  state: EssayState
  /** Nothing is handed in and the due time has passed, or what was handed in came late. */
  late: boolean
  line: string
  facts: string
  href: string
  action: boolean
  /** The feedback on an earlier attempt stays in reach while a later one runs or waits. */
  earlier: string | null
}

function rowOf(
  prompt: PromptRow,
  cohort: ActorCohort,
  now: Date,
  locale: 'kk' | 'ru' | 'en',
  t: Translate,
): Row {
  const { slug, limits } = prompt
  const essay = essaySummary(cohort, prompt, now)
  const { state } = essay
  const at = {
    upcoming: essay.opensAt,
    open: essay.dueAt,
    overdue: essay.cutOffAt,
    writing: essay.deadlineAt,
    closing: essay.deadlineAt,
    submitted: essay.submittedAt,
    released: essay.submittedAt,
    empty: essay.deadlineAt,
    missed: essay.dueAt,
  }[state]
  const hrefs: Partial<Record<EssayState, string>> = {
    writing: paths.write(slug),
    // The writing page closes an attempt whose time is over, and leads on to the receipt.
    closing: paths.write(slug),
    submitted: paths.receipt(slug),
    released: paths.feedback(slug),
  }
  return {
    slug,
    title: prompt.title,
    state,
    late: state === 'overdue' || (!isRunning(state) && essay.late),
    line: t(`essays.list.line.${state}`, { at: formatZoned(at ?? essay.dueAt, locale, cohort.zone, t) }),
    facts: t('essays.facts', {
      minutes: essay.minutes,
      min: limits.min,
      max: limits.max,
    }),
    href: hrefs[state] ?? paths.essay(slug),
    action: state !== 'upcoming' && state !== 'missed' && state !== 'empty',
    earlier: essay.feedback && state !== 'released' ? paths.feedback(slug) : null,
  }
}

const tones: Record<EssayState, 'good' | 'warn' | 'bad' | 'acc' | undefined> = {
  upcoming: undefined,
  open: 'acc',
  overdue: 'warn',
  writing: 'warn',
  closing: 'warn',
  submitted: undefined,
  released: 'good',
  empty: 'bad',
  missed: 'bad',
}

export default function Essays() {
  const { t } = useI18n()
  const { rows, left, nonce } = useLoaderData<typeof loader>()
  const next =
    rows.find((row) => row.state === 'writing') ?? rows.find((row) => ['open', 'overdue'].includes(row.state))
  if (rows.length === 0) {
    return (
      <Page>
        <PageHead title={t('essays.list.title')} />
        <EmptyState title={t('essays.list.none')} />
      </Page>
    )
  }
  return (
    <Page>
      <PageHead title={t('essays.list.title')} lead={t('essays.list.lead')} />
      <UnsentText drafts={left} nonce={nonce} island={unsentText} />
      <ul className="rows tall">
        {rows.map((row) => (
          <li key={row.slug}>
            <span>
              <a href={paths.essay(row.slug)}>{row.title}</a>{' '}
              <Tag tone={tones[row.state]}>{t(`essays.state.${row.state}`)}</Tag>{' '}
              {row.late && row.state !== 'overdue' && <Tag tone="warn">{t('essays.lateTag')}</Tag>}
              <br />
              <span className="small soft num">
                {row.line}
                <br />
                {row.facts}
                {row.earlier && (
                  <>
                    <br />
                    <a href={row.earlier}>{t('essays.list.earlier')}</a>
                  </>
                )}
              </span>
            </span>
            {row.action && (
              <ButtonLink slim kind={row === next ? 'main' : undefined} href={row.href}>
                {t(`essays.list.action.${row.state}`)}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Page>
  )
}
