import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { cohortOf } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import type { RefusedCheck } from '#app/features/lessons/components/lesson-body.tsx'
import island from '#app/features/lessons/islands/lesson.island.ts?worker&url'
import { completeLesson } from '#app/features/progress/operations/complete-lesson.server.ts'
import { openLesson } from '#app/features/progress/operations/open-lesson.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { PREFETCH_HEADER } from '#app/offline/prefetch-header.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ClosedLesson, OpenLesson } from './lesson-views.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.study', { slug: params.slug ?? '' })
  const opening = await openLesson(ctx, permit, request.headers.has(PREFETCH_HEADER))
  if (opening.state === 'unknown') throw new Response(null, { status: 404 })
  const { zone } = cohortOf(ctx.actor, permit.cohortId)
  if (opening.state === 'closed') {
    const { day, opensAt } = opening
    const title = translator(ctx.locale)('lessons.closed.title', { day, title: opening.title })
    return { lesson: null, title, opensAt, zone }
  }
  const { lesson } = opening
  const refused = refusedCheck(request)
  const page = { lesson, title: lesson.text.title, zone, refused, nonce: context.nonce }
  return refused ? data(page, { status: 400 }) : page
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.study', { slug: params.slug ?? '' })
  const done = await completeLesson(ctx, permit)
  if (done.ok) throw redirect(paths.lesson(permit.slug, 'completion'), 303)
  if (done.reason === 'checks_unanswered') return data({ unfinished: true }, { status: 400 })
  throw new Response(null, { status: 404 })
}

export default function Lesson() {
  const page = useLoaderData<typeof loader>()
  const unfinished = useActionData<typeof action>()?.unfinished ?? false
  if (!page.lesson) return <ClosedLesson {...page} />
  const { lesson, zone, refused, nonce } = page
  return <OpenLesson {...{ lesson, zone, refused, unfinished }} script={{ src: island, nonce }} />
}

const reasons = ['nothing_chosen', 'too_many', 'unknown_option'] as const

/** A self-check whose answer was refused, as the query of the address says. */
function refusedCheck(request: Request): RefusedCheck | null {
  const query = new URL(request.url).searchParams
  const check = query.get('check')
  const reason = reasons.find((one) => one === query.get('reason'))
  return check && reason ? { check, reason } : null
}
