import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import type { ActorCohort } from '#app/access/actor.ts'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import type { Standing } from '#app/features/essays/attempt.ts'
import { LeftWords } from '#app/features/essays/components/left-words.tsx'
import leftWords from '#app/features/essays/islands/left-words.island.ts?worker&url'
import { offerOf, standingAt } from '#app/features/essays/offer.ts'
import { closedDrafts } from '#app/features/essays/queries/closed-drafts.server.ts'
import { listPrompts, type PromptRow } from '#app/features/essays/queries.server.ts'
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
  standing: Standing
  /** Nothing is handed in and the due time has passed, or what was handed in came late. */
  late: boolean
  line: string
  facts: string
  href: string
  action: boolean
}

function rowOf(
  prompt: PromptRow,
  cohort: ActorCohort,
  now: Date,
  locale: 'kk' | 'ru' | 'en',
  t: Translate,
): Row {
  const { newest, slug, limits, allowance } = prompt
  const offer = offerOf(cohort, prompt, allowance)
  const standing = standingAt(offer, newest, now)
  const moment = (at: Date) => formatZoned(at, locale, cohort.zone, t)
  const overdue = standing === 'open' && now > offer.dueAt
  const at = {
    opens_later: offer.opensAt,
    open: overdue ? offer.cutOffAt : offer.dueAt,
    writing: newest?.deadlineAt,
    submitted: newest?.submission?.submittedAt ?? newest?.deadlineAt,
    returned: newest?.submission?.submittedAt,
    empty: newest?.deadlineAt,
    missed: offer.dueAt,
  }[standing]
  const hrefs: Partial<Record<Standing, string>> = {
    writing: paths.write(slug),
    // Until the attempt is closed for good there is no receipt; the writing page closes it and leads on.
    submitted: newest?.submission ? paths.receipt(slug) : paths.write(slug),
    returned: paths.feedback(slug),
  }
  return {
    slug,
    title: prompt.title,
    standing,
    late: overdue || (standing !== 'writing' && Boolean(newest?.submission?.late)),
    line: t(`essays.list.line.${overdue ? 'overdue' : standing}`, { at: moment(at ?? offer.dueAt) }),
    facts: t('essays.facts', {
      minutes: prompt.minutes + allowance.extraMinutes,
      min: limits.min,
      max: limits.max,
    }),
    href: hrefs[standing] ?? paths.essay(slug),
    action: standing !== 'opens_later' && standing !== 'missed' && standing !== 'empty',
  }
}

const tones: Record<Standing, 'good' | 'warn' | 'bad' | 'acc' | undefined> = {
  opens_later: undefined,
  open: 'acc',
  writing: 'warn',
  submitted: undefined,
  returned: 'good',
  empty: 'bad',
  missed: 'bad',
}

export default function Essays() {
  const { t } = useI18n()
  const { rows, left, nonce } = useLoaderData<typeof loader>()
  const next = rows.find((row) => row.standing === 'writing') ?? rows.find((row) => row.standing === 'open')
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
      <LeftWords drafts={left} nonce={nonce} island={leftWords} />
      <ul className="rows tall">
        {rows.map((row) => (
          <li key={row.slug}>
            <span>
              <a href={paths.essay(row.slug)}>{row.title}</a>{' '}
              <Tag tone={tones[row.standing]}>{t(`essays.standing.${row.standing}`)}</Tag>{' '}
              {row.late && <Tag tone="warn">{t('essays.lateTag')}</Tag>}
              <br />
              <span className="small soft num">
                {row.line}
                <br />
                {row.facts}
              </span>
            </span>
            {row.action && (
              <ButtonLink slim kind={row === next ? 'main' : undefined} href={row.href}>
                {t(`essays.list.action.${row.standing}`)}
              </ButtonLink>
            )}
          </li>
        ))}
      </ul>
    </Page>
  )
}
