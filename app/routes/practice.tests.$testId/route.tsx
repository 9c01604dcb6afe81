import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { cohortOf } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import { practiceCourse } from '#app/features/lessons/queries/practice-settings.server.ts'
import { AnswerForm } from '#app/features/practice/forms.server.ts'
import { answerQuestion } from '#app/features/practice/operations/answer-question.server.ts'
import { finishTest } from '#app/features/practice/operations/finish-test.server.ts'
import { readTest } from '#app/features/practice/queries/test.server.ts'
import { testState } from '#app/features/practice/test-state.ts'
import { testTitle } from '#app/features/practice/test-title.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { QuestionPage } from './question-page.tsx'
import { questionView } from './question-view.ts'
import { ResultPage } from './result-page.tsx'
import { resultView } from './result-view.server.ts'

const notFound = () => new Response(null, { status: 404 })

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'practice.test', { testId: params.testId ?? '' })
  const { searchParams } = new URL(request.url)
  const position = Math.trunc(Number(searchParams.get('q') ?? 1)) || 1
  const test = await readTest(ctx, permit, Math.min(Math.max(position, 1), 200))
  if (!test) throw notFound()
  const course = await practiceCourse(ctx)
  const title = testTitle(test.name, course, ctx.locale, translator(ctx.locale))
  const { zone } = cohortOf(ctx.actor, permit.cohortId)
  const now = ctx.now()
  if (testState(test, now) === 'finished') {
    const shown = searchParams.get('show') === 'all' ? 'all' : 'wrong'
    return { title, result: await resultView(ctx, permit, test, { course, zone, shown }), question: null }
  }
  if (!test.question) throw redirect(paths.practiceTest(test.id))
  return {
    title,
    result: null,
    question: questionView(test, position, { course, zone, now, locale: ctx.locale }),
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'practice.test', { testId: params.testId ?? '' })
  const t = translator(ctx.locale)
  const parsed = parseForm(await readForm(request, 'fields'), AnswerForm, t)
  if (!parsed.ok) return data({ error: t('practice.question.broken') }, { status: 400 })
  const { position, option, flagged, to } = parsed.value
  const answer = { position, option: option ?? null, flagged: flagged === 'on' }
  const stored = await answerQuestion(ctx, permit, answer)
  if (!stored.ok && stored.reason === 'not_found') throw notFound()
  // Past the last call the page shows the result, which says that the time is over.
  if (stored.ok && to === 'finish') await finishTest(ctx, permit)
  throw redirect(paths.practiceTest(permit.testId, to === 'finish' || !stored.ok ? {} : { q: to }), 303)
}

export default function PracticeTest() {
  const { title, question, result } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (result) return <ResultPage title={title} {...result} />
  return <QuestionPage title={title} {...question} error={answer?.error} />
}
