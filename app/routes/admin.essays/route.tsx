import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { essayTimes, lastOpenDay } from '#app/features/cohorts/calendar.ts'
import { readCursor } from '#app/features/cohorts/cursor.ts'
import {
  type RosterAttempt,
  type RosterPerson,
  rosterOptions,
  rosterPage,
} from '#app/features/essays/queries/roster.server.ts'
import { rosterFilters, selectedPrompt } from '#app/features/essays/roster.ts'
import { selectedCohort } from '#app/features/progress/cohort-progress.ts'
import { formatMoment, formatStamp, zoneName } from '#app/i18n/dates.ts'
import { personName } from '#app/i18n/person-name.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { FigureNumber } from '#app/ui/progress.tsx'
import { Pager } from '#app/ui/table.tsx'
import { extend } from './extend.server.ts'
import { ExtensionFields } from './extension.tsx'
import { type AttemptLine, AttemptsTable, AttemptsTools } from './list.tsx'

// The form's fields that have another id, or are hidden.
const IDS = { person: 'who', state: null, search: null, members: null, cohort: null, prompt: null }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'attempt.list', null)
  const { locale } = ctx
  const t = translator(locale)
  const now = ctx.now()
  const asked = new URL(request.url).searchParams
  const one = (name: string) => asked.get(name)?.trim().slice(0, 200) ?? ''
  const { cohorts, prompts, waiting } = await rosterOptions(ctx, permit)
  const state = rosterFilters.find((choice) => choice === one('state')) ?? null
  // Without a cohort and a prompt, late copies are shown where one has waited longest.
  const place = state === 'copies' && !one('cohort') && !one('prompt') ? waiting : null
  const cohort = selectedCohort(cohorts, place?.cohortId ?? (one('cohort') || null), now)
  if (cohort === 'unknown') throw new Response(null, { status: 404 })
  const wanted = place?.slug ?? (one('prompt') || null)
  const prompt = cohort && selectedPrompt(prompts, wanted, lastOpenDay(cohort, now))
  if (wanted && !prompt) throw new Response(null, { status: 404 })
  const title = t('attempts.title')
  if (!cohort || !prompt) return { title, list: null }
  const filter = { cohortId: cohort.id, promptId: prompt.id, state, search: one('search') }
  const page = await rosterPage(ctx, permit, filter, readCursor(asked.get('at')))
  const { zone } = cohort
  const stamp = (at: Date) => formatStamp(at, locale, zone)
  const times = essayTimes(cohort, prompt, null)
  const query = { cohort: cohort.id, prompt: prompt.slug, state, search: filter.search }
  const done = Number(one('done'))
  return {
    title,
    list: {
      query,
      here: paths.adminEssays({ ...query, at: asked.get('at') }),
      cohorts: cohorts.map(({ id, name }) => ({ value: id, label: name })),
      prompts: prompts.map(({ slug, title: label }) => ({ value: slug, label })),
      counts: page.counts,
      total: page.total,
      members: page.members,
      zone: zoneName(now, locale, zone),
      everybody: {
        minutes: prompt.minutes,
        due: formatMoment(times.dueAt, locale, zone),
        cutOff: formatMoment(times.cutOffAt, locale, zone),
      },
      lines: page.people.flatMap((person) => linesOf(person, stamp, t)),
      previous: page.previous && paths.adminEssays({ ...query, at: page.previous }),
      next: page.next && paths.adminEssays({ ...query, at: page.next }),
      done: Number.isInteger(done) && done > 0 ? t('attempts.extend.done', { count: done }) : null,
    },
  }
}

type Said = (at: Date) => string

function whenOf(attempt: RosterAttempt, stamp: Said, t: ReturnType<typeof translator>): string {
  if (attempt.submittedAt) return t('attempts.at', { at: stamp(attempt.submittedAt) })
  return t(attempt.state === 'writing' ? 'attempts.until' : 'attempts.ended', {
    at: stamp(attempt.deadlineAt),
  })
}

function linesOf(
  { id, name, email, allowance, attempts }: RosterPerson,
  stamp: Said,
  t: ReturnType<typeof translator>,
): AttemptLine[] {
  const extra = allowance?.extraMinutes ? t('attempts.extra', { minutes: allowance.extraMinutes }) : null
  const due = allowance?.dueAt ? t('attempts.ownDue', { at: stamp(allowance.dueAt) }) : null
  const shown = personName(name, t)
  const person = {
    personId: id,
    name: shown,
    email: shown === name ? email : '',
    allowed: [extra, due].filter(Boolean).join(' · '),
  }
  if (attempts.length === 0) return [{ ...person, key: id, first: true, state: 'not_begun', attempt: null }]
  return attempts.map((attempt, index) => ({
    ...person,
    key: attempt.id,
    first: index === 0,
    state: attempt.state,
    attempt: {
      number: attempt.number,
      when: whenOf(attempt, stamp, t),
      words: attempt.words,
      late: attempt.late,
      copies: attempt.copies > 0,
      href: paths.adminAttempt(attempt.id),
    },
  }))
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const outcome = await extend(ctx, request, context.services.env.PUBLIC_URL)
  if ('answer' in outcome) return outcome.answer
  const { state, search, at } = Object.fromEntries(new URL(request.url).searchParams)
  const { count, cohort, prompt } = outcome
  throw redirect(`${paths.adminEssays({ cohort, prompt, state, search, at, done: count })}#done`)
}

export default function Essays() {
  const { t } = useI18n()
  const { title, list } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (!list) {
    return (
      <Page>
        <PageHead title={title} />
        <EmptyState title={t('attempts.none')}>{t('attempts.noneText')}</EmptyState>
      </Page>
    )
  }
  const { counts, query } = list
  const caption = t('attempts.caption', { count: list.total })
  return (
    <Page width="wide">
      <PageHead
        title={title}
        lead={t('attempts.lead')}
        figures={(['writing', 'copies'] as const).map((key) => (
          <FigureNumber key={key} value={String(counts[key] ?? 0)}>
            {t(`attempts.figure.${key}`, { count: counts[key] ?? 0 })}
          </FigureNumber>
        ))}
        actions={<ButtonLink href="#extend">{t('attempts.extend.title')}</ButtonLink>}
      />
      <AttemptsTools query={query} cohorts={list.cohorts} prompts={list.prompts} counts={counts} />
      <Form
        reply={answer?.reply}
        ids={IDS}
        labels={{
          who: t('attempts.extend.who'),
          minutes: t('attempts.extend.minutes'),
          due: t('attempts.extend.due'),
          reason: t('attempts.form.reasonLabel'),
        }}
        action={list.here}
        className="stack"
      >
        <input type="hidden" name="cohort" value={query.cohort} />
        <input type="hidden" name="prompt" value={query.prompt} />
        {query.state && <input type="hidden" name="state" value={query.state} />}
        <input type="hidden" name="search" value={query.search} />
        <input type="hidden" name="members" value={list.members} />
        <AttemptsTable lines={list.lines} caption={caption} chosen={answer?.chosen ?? []} query={query} />
        <Pager
          label={t('attempts.pager')}
          text={`${caption} · ${t('attempts.zone', { zone: list.zone })}`}
          previous={list.previous ? { href: list.previous, label: t('attempts.previous') } : undefined}
          next={list.next ? { href: list.next, label: t('attempts.next') } : undefined}
        />
        <ExtensionFields
          everybody={list.everybody}
          matching={query.state || query.search ? list.members : null}
          zone={list.zone}
          done={answer ? null : list.done}
          values={answer?.reply.values ?? {}}
        />
      </Form>
    </Page>
  )
}
