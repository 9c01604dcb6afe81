import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { cohortOf } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import island from '#app/features/lessons/islands/lesson.island.ts?worker&url'
import { lessonText } from '#app/features/lessons/lesson-texts.ts'
import { completeLesson } from '#app/features/progress/operations/complete-lesson.server.ts'
import { openLesson } from '#app/features/progress/operations/open-lesson.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { KEEPING } from '#app/offline/keeping.ts'
import { pageOf } from '#app/page-response.server.tsx'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ClosedLesson, OpenLesson } from './lesson-views.tsx'

type Args = LoaderFunctionArgs | ActionFunctionArgs

// An export for the browser's build too: without one the build would leave the script out.
export const handle = { script: island }

export const loader = pageOf((args) => show(args, false))

export const action = pageOf(async (args) => {
  const { request, context, params } = args
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.study', { slug: params.slug ?? '' })
  const done = await completeLesson(ctx, permit)
  if (done.ok) throw redirect(paths.today(), 303)
  if (done.reason === 'checks_unanswered') return show(args, true)
  throw new Response(null, { status: 404 })
})

/** The lesson as it stands; `unfinished` says that completing it was refused. */
async function show({ request, context, params }: Args, unfinished: boolean) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.study', { slug: params.slug ?? '' })
  const opening = await openLesson(ctx, permit, request.headers.has(KEEPING))
  if (opening.state === 'unknown') throw new Response(null, { status: 404 })
  const { zone } = cohortOf(ctx.actor, permit.cohortId)
  if (opening.state === 'closed') {
    const { day, opensAt } = opening
    const title = translator(ctx.locale)('lessons.closed.title', { day, title: opening.title })
    return { title, page: <ClosedLesson title={title} opensAt={opensAt} zone={zone} /> }
  }
  const { lesson } = opening
  const refused = refusedCheck(request)
  const script = { src: handle.script, nonce: context.nonce }
  return {
    title: lessonText(lesson.versionId).title,
    status: refused || unfinished ? 400 : 200,
    page: <OpenLesson {...{ lesson, zone, refused, unfinished, script }} />,
  }
}

const reasons = ['nothing_chosen', 'too_many', 'unknown_option'] as const

/** A self-check whose answer was refused, as the query of the address says. */
function refusedCheck(request: Request): { check: string; reason: (typeof reasons)[number] } | null {
  const query = new URL(request.url).searchParams
  const check = query.get('check')
  const reason = reasons.find((one) => one === query.get('reason'))
  return check && reason ? { check, reason } : null
}
