import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { deadlineOf, mayBegin } from '#app/features/essays/attempt.ts'
import { availabilityOf } from '#app/features/essays/availability.ts'
import { UnsentText } from '#app/features/essays/components/unsent-text.tsx'
import { type EssayState, essayState, isRunning } from '#app/features/essays/essay-state.ts'
import { BeginForm } from '#app/features/essays/forms.server.ts'
import unsentText from '#app/features/essays/islands/unsent-text.island.ts?worker&url'
import { beginAttempt } from '#app/features/essays/operations/begin-attempt.server.ts'
import { closeIfExpired } from '#app/features/essays/operations/close-if-expired.server.ts'
import { closedDrafts } from '#app/features/essays/queries/closed-drafts.server.ts'
import { promptPage } from '#app/features/essays/queries/prompts.server.ts'
import { feedbackPromise } from '#app/features/grading/queries/policy.server.ts'
import { maxPoints } from '#app/features/rubrics/rubric.ts'
import { formatZoned } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx, saysUnsent } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice, Tag } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { Begin } from './begin.tsx'
import { RubricTable } from './rubric-table.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'attempt.begin', { promptSlug: params.slug ?? '' })
  const [cohort] = requirePerson(ctx, request).cohorts
  const prompt = await closeIfExpired(ctx, () => promptPage(ctx, permit))
  if (!prompt || !cohort) throw new Response(null, { status: 404 })
  const promise = await feedbackPromise(ctx, permit)
  const { newest, allowance } = prompt
  const offer = availabilityOf(cohort, prompt, allowance)
  const now = ctx.now()
  const state = essayState(offer, newest, now)
  // A brief is a secret of the exam until its day.
  const early = state === 'upcoming'
  const t = translator(ctx.locale)
  const moment = (at: Date) => formatZoned(at, ctx.locale, cohort.zone, t)
  const minutes = prompt.minutes + allowance.extraMinutes
  return {
    title: prompt.title,
    left: saysUnsent(request) ? await closedDrafts(ctx, permit) : null,
    nonce: context.nonce,
    slug: prompt.slug,
    begun: prompt.newest !== null,
    minutes,
    limits: prompt.limits,
    state,
    feedback: prompt.feedback !== null,
    promise: promise.dueAt
      ? t('essays.promise.by', { at: moment(promise.dueAt) })
      : promise.hours && t('essays.promise.within', { hours: promise.hours }),
    brief: early ? null : prompt.brief,
    rubric: early ? null : prompt.rubric,
    opens: moment(offer.opensAt),
    due: moment(offer.dueAt),
    deadline: newest ? moment(newest.deadlineAt) : null,
    late: !isRunning(state) && Boolean(newest?.submission?.late),
    begin: mayBegin(offer, newest, now).ok && {
      attempt: { next: (newest?.number ?? 0) + 1, of: prompt.attempts },
      extraMinutes: allowance.extraMinutes,
      cutOff: moment(offer.cutOffAt),
      // Between due time and cut-off a text is late; so is one whose writing time only ends there.
      late:
        now > offer.dueAt
          ? ('already' as const)
          : deadlineOf(now, minutes, offer.cutOffAt) > offer.dueAt
            ? ('runsOver' as const)
            : null,
      earlier: newest?.locale ?? null,
    },
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const slug = params.slug ?? ''
  const permit = await authorize(ctx, request, 'attempt.begin', { promptSlug: slug })
  const [cohort] = requirePerson(ctx, request).cohorts
  if (!cohort) throw new Response(null, { status: 404 })
  const t = translator(ctx.locale)
  const form = await readForm(request, 'fields')
  const parsed = parseForm(form, BeginForm, t)
  if (!parsed.ok) return data({ reply: parsed.reply }, { status: 400 })
  const { language: locale, start } = parsed.value
  const begun = await beginAttempt(ctx, permit, cohort, { locale, fromEarlier: start === 'earlier' })
  if (begun.ok || begun.reason === 'running') throw redirect(paths.write(slug))
  if (begun.reason === 'no_prompt') throw new Response(null, { status: 404 })
  return data({ reply: refusedForm(form, '', t(`essays.begin.${begun.reason}`)) }, { status: 409 })
}

export default function Brief() {
  const { t, locale } = useI18n()
  const page = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Page>
      <PageHead
        title={page.title}
        kicker={
          <>
            {t('essays.facts', { minutes: page.minutes, min: page.limits.min, max: page.limits.max })}
            <br />
            {t('essays.due', { at: page.due })}
          </>
        }
      />
      <State />
      {page.promise && <p className="small soft">{page.promise}</p>}
      <UnsentText drafts={page.left} nonce={page.nonce} island={unsentText} />
      {page.begun && (
        <p className="small">
          <a href={paths.history(page.slug)}>{t('history.link')}</a>
        </p>
      )}
      {page.brief === null ? (
        <EmptyState
          title={t('essays.opensAt', { at: page.opens })}
          action={<ButtonLink href={paths.essays()}>{t('essays.receipt.back')}</ButtonLink>}
        />
      ) : (
        <>
          <div className="read" dangerouslySetInnerHTML={{ __html: page.brief }} />
          {page.rubric && (
            <RubricTable
              title={t('essays.rubric.title', {
                points: maxPoints(page.rubric.criteria),
                pass: page.rubric.passPoints,
              })}
              criteria={page.rubric.criteria.map((criterion) => ({
                id: criterion.id,
                title: criterion.title[locale],
                max: criterion.max,
                levels: criterion.levels.map((level) => ({
                  points: level.points,
                  text: level.participant[locale],
                })),
              }))}
            />
          )}
          {page.begin && (
            <Begin
              offer={page.begin}
              minutes={page.minutes}
              limits={page.limits}
              due={page.due}
              slug={page.slug}
              reply={reply}
            />
          )}
        </>
      )}
    </Page>
  )
}

const hrefs: Partial<Record<EssayState, (slug: string) => string>> = {
  writing: paths.write,
  closing: paths.write,
  submitted: paths.receipt,
  released: paths.feedback,
}

function State() {
  const { t } = useI18n()
  const { state, slug, deadline, due, late, feedback } = useLoaderData<typeof loader>()
  const href = hrefs[state]?.(slug)
  return (
    <>
      {(state === 'missed' || state === 'empty') && (
        <Notice tone="warn">
          {t(`essays.list.line.${state}`, { at: state === 'missed' ? due : (deadline ?? due) })}
        </Notice>
      )}
      {href && (
        <p className="acts">
          <Tag tone={isRunning(state) ? 'warn' : 'good'}>{t(`essays.state.${state}`)}</Tag>
          {late && <Tag tone="warn">{t('essays.lateTag')}</Tag>}
          <ButtonLink kind="main" href={href}>
            {t(`essays.list.action.${state}`)}
          </ButtonLink>
        </p>
      )}
      {feedback && state !== 'released' && (
        <p>
          <a href={paths.feedback(slug)}>{t('essays.list.earlier')}</a>
        </p>
      )}
    </>
  )
}
