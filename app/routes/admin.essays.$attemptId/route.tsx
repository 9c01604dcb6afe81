import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import {
  type AttemptDetail,
  attemptDetail,
  timelineOf,
} from '#app/features/essays/queries/timeline.server.ts'
import { changeRefusal } from '#app/features/essays/roster.ts'
import { formatStamp, zoneName } from '#app/i18n/dates.ts'
import { type Locale, localeNames } from '#app/i18n/locales.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { personName } from '#app/i18n/person-name.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Notice, Tag } from '#app/ui/notice.tsx'
import { Breadcrumb, Page, PageHead } from '#app/ui/page.tsx'
import { changeAttempt } from './changes.server.ts'
import { sizeOf, textsOf, timelineLines } from './events.ts'
import { AcceptForm, ReadForm, ReopenForm } from './forms.tsx'
import { Timeline } from './timeline.tsx'

const dones = ['reopen', 'accept'] as const

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'attempt.change', { attemptId: params.attemptId ?? '' })
  const [stored, events] = await Promise.all([attemptDetail(ctx, permit), timelineOf(ctx, permit)])
  const { locale } = ctx
  const t = translator(locale)
  const attempt = { ...stored, name: personName(stored.name, t) }
  const { zone } = attempt.cohort
  const stamp = (at: Date) => formatStamp(at, locale, zone)
  const words = { t, locale, stamp }
  const done = dones.find((one) => one === new URL(request.url).searchParams.get('done'))
  return {
    title: attempt.name,
    attempt,
    zone: zoneName(ctx.now(), locale, zone),
    facts: factsOf(attempt, t, locale, stamp),
    lines: timelineLines(attempt, events, words),
    texts: textsOf(events, words),
    copies: events.flatMap(({ kind, id, at, facts }) =>
      kind === 'copy' && !facts.acceptedAt
        ? { value: id, label: t('attempts.accept.copy', { at: stamp(at) }), hint: sizeOf(facts, words) }
        : [],
    ),
    fixed: changeRefusal(attempt),
    done: done ? t(`attempts.${done}.done`) : null,
  }
}

function factsOf(
  attempt: AttemptDetail,
  t: Translate,
  locale: Locale,
  stamp: (at: Date) => string,
): [name: string, value: string][] {
  const { startedAt, deadlineAt, graceSeconds, closedAt, closedBy, ownWorkAt, draft } = attempt
  const size = sizeOf(draft, { t, locale })
  return [
    [t('attempts.one.begun'), stamp(startedAt)],
    [
      t('attempts.one.deadline'),
      t('attempts.one.grace', { deadline: stamp(deadlineAt), seconds: graceSeconds }),
    ],
    ...(closedAt && closedBy
      ? [
          [t('attempts.one.closed'), t(`attempts.one.by.${closedBy}`, { at: stamp(closedAt) })] as [
            string,
            string,
          ],
        ]
      : []),
    [t('attempts.one.language'), localeNames[attempt.locale]],
    [
      t('attempts.one.draft'),
      t('attempts.one.draftFacts', { revision: draft.revision, size, at: stamp(draft.savedAt) }),
    ],
    [t('attempts.one.ownWork'), ownWorkAt ? stamp(ownWorkAt) : '–'],
  ]
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const attemptId = params.attemptId ?? ''
  const outcome = await changeAttempt(ctx, request, attemptId, context.services.env.PUBLIC_URL)
  if ('answer' in outcome) return outcome.answer
  throw redirect(`${paths.adminAttempt(attemptId, { done: outcome.done })}#done`)
}

export default function Attempt() {
  const { t } = useI18n()
  const { attempt, zone, facts, lines, texts, copies, fixed, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const replyTo = (intent: string) => (answer?.intent === intent ? answer.reply : null)
  const { name, title, number, cohort, slug, state } = attempt
  const list = paths.adminEssays({ cohort: cohort.id, prompt: slug })
  return (
    <Page width="wide">
      <Breadcrumb
        label={t('attempts.title')}
        items={[
          { label: t('attempts.title'), href: paths.adminEssays() },
          { label: title, href: list },
          { label: name },
        ]}
      />
      <PageHead
        kicker={t('attempts.one.kicker', { essay: title, number })}
        title={name}
        lead={`${cohort.name} · ${zone}`}
        actions={<Tag tone={state === 'writing' ? 'acc' : undefined}>{t(`attempts.state.${state}`)}</Tag>}
      />
      {answer?.shown && (
        <section className="sheet" id="text">
          <h2>{t('attempts.read.shown', { source: answer.shown.source })}</h2>
          <p className="small soft">{t('attempts.read.logged')}</p>
          <div className="read essay-text" lang={attempt.locale}>
            {answer.shown.text || t('attempts.read.blank')}
          </div>
        </section>
      )}
      <dl className="sheet facts">
        {facts.map(([fact, value]) => (
          <div key={fact}>
            <dt className="small soft">{fact}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <section>
        <h2>{t('attempts.timeline.title')}</h2>
        <Timeline lines={lines} zone={zone} />
      </section>
      {done && !answer && (
        <Notice tone="good" id="done">
          {done}
        </Notice>
      )}
      <div className="split">
        {copies.length > 0 && <AcceptForm copies={copies} fixed={fixed} reply={replyTo('accept')} />}
        <ReopenForm fixed={fixed} reply={replyTo('reopen')} />
        <ReadForm texts={texts} reply={replyTo('read')} />
      </div>
    </Page>
  )
}
