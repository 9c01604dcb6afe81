import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { cohortOf } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import { lastOpenDay } from '#app/features/cohorts/calendar.ts'
import { practiceCourse } from '#app/features/lessons/queries/practice-settings.server.ts'
import { BeginTestForm } from '#app/features/practice/forms.server.ts'
import { beginTest } from '#app/features/practice/operations/begin-test.server.ts'
import { practiceOverview, type TestSummary } from '#app/features/practice/queries/overview.server.ts'
import { choiceOf } from '#app/features/practice/test-name.ts'
import { testOffer, testState } from '#app/features/practice/test-state.ts'
import { testTitle } from '#app/features/practice/test-title.ts'
import { formatStamp, formatZoned } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { CourseTests, DayTest, PastTests, SphereTraining } from './sections.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'practice.read', null)
  const { locale } = ctx
  const t = translator(locale)
  const calendar = cohortOf(ctx.actor, permit.cohortId)
  const now = ctx.now()
  const course = await practiceCourse(ctx)
  const { tests, questions } = await practiceOverview(ctx, permit)
  const title = t('practice.page.title')
  const total = Object.values(questions).reduce((sum, count) => sum + count, 0)
  if (!course.practice || total === 0) return { title, practice: null }
  const { practice } = course
  const running = (name: string) =>
    tests.find((test) => test.name === name && testState(test, now) !== 'finished')
  const day = lastOpenDay(calendar, now)
  return {
    title,
    practice: {
      day: day > 0 ? { day, ...practice.daily, running: running(`day:${day}`)?.id ?? null } : null,
      course: practice.tests.map((test) => {
        const taken = tests.find(({ name }) => name === `fixed:${test.id}`)
        const offer = testOffer(calendar, test.day, now)
        const finished = taken && testState(taken, now) === 'finished'
        return {
          id: test.id,
          title: test.title[locale],
          questions: Math.min(test.questions, total),
          minutes: test.minutes,
          opens: formatZoned(offer.opensAt, locale, calendar.zone, t),
          state: taken ? (finished ? 'finished' : 'running') : offer.state,
          testId: taken?.id ?? null,
          // The key is nobody's before the end, and a sum tells of it.
          result: finished ? { right: taken.right, of: taken.questions } : null,
        } as const
      }),
      spheres: course.spheres
        .filter(({ id }) => (questions[id] ?? 0) > 0)
        .map(({ id, title: name }) => ({
          id,
          title: name[locale],
          questions: questions[id] ?? 0,
          running: running(`sphere:${id}`)?.id ?? null,
        })),
      training: practice.training.questions,
      past: tests
        .filter((test) => testState(test, now) === 'finished')
        .map((test) => pastTest(test, testTitle(test.name, course, locale, t))),
    },
  }

  function pastTest({ id, startedAt, questions: count, right }: TestSummary, name: string) {
    return { id, title: name, at: formatStamp(startedAt, locale, calendar.zone), questions: count, right }
  }
}

const refusals = {
  no_test: 'practice.refused.noTest',
  not_open: 'practice.refused.notOpen',
  over: 'practice.refused.over',
  no_questions: 'practice.refused.noQuestions',
} as const

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'practice.begin', null)
  const t = translator(ctx.locale)
  const form = await readForm(request, 'fields')
  const parsed = parseForm(form, BeginTestForm, t)
  const choice = parsed.ok ? choiceOf(parsed.value.kind, parsed.value.of) : null
  if (!choice) return data({ error: t('practice.refused.noTest') }, { status: 400 })
  const begun = await beginTest(ctx, permit, cohortOf(ctx.actor, permit.cohortId), choice)
  if (!begun.ok) return data({ error: t(refusals[begun.reason]) }, { status: 409 })
  throw redirect(paths.practiceTest(begun.value.testId), 303)
}

export default function Practice() {
  const { t } = useI18n()
  const { title, practice } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (!practice) {
    return (
      <Page>
        <PageHead title={title} />
        <EmptyState title={t('practice.page.none')}>{t('practice.page.noneText')}</EmptyState>
      </Page>
    )
  }
  return (
    <Page>
      <PageHead title={title} lead={t('practice.page.lead')} />
      {answer && <Notice tone="bad" title={answer.error} />}
      {practice.day && <DayTest {...practice.day} />}
      <CourseTests tests={practice.course} />
      <SphereTraining spheres={practice.spheres} count={practice.training} />
      <PastTests tests={practice.past} />
    </Page>
  )
}
