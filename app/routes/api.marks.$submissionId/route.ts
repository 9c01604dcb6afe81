import type { ActionFunctionArgs } from '@remix-run/node'
import { authorize } from '#app/access/authorize.server.ts'
import { clockOf } from '#app/features/grading/clock.server.ts'
import { WorkForm } from '#app/features/grading/forms.server.ts'
import { saveWork } from '#app/features/grading/operations/save-work.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { parseForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'

/** Autosave of a marker's work: the page's own form. Answers are JSON; the sentences are the page's language. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  if (ctx.actor.kind !== 'person') return Response.json({ reason: 'signed_out' }, { status: 401 })
  const permit = await authorize(ctx, request, 'submission.mark', { submissionId: params.submissionId ?? '' })
  const t = translator(ctx.locale)
  const parsed = parseForm(await readForm(request, 'marking'), WorkForm, t)
  if (!parsed.ok) return Response.json({ reason: 'broken' }, { status: 400 })
  const { revision: base, ...work } = parsed.value
  const saved = await saveWork(ctx, permit, base, work)
  if (!saved.ok) {
    const conflict =
      saved.reason === 'stale' ? 409 : saved.reason === 'lease_over' || saved.reason === 'marked' ? 423 : 400
    return Response.json({ reason: saved.reason }, { status: conflict })
  }
  const { time, offset } = clockOf(ctx)
  const { revision, savedAt, until } = saved.value
  return Response.json({
    revision,
    saved: t('grading.saved.at', { time: time(savedAt) }),
    until: t('grading.until', { time: time(until), offset }),
  })
}

/** Nothing is read here. */
export const loader = () => Response.json({ reason: 'method' }, { status: 405, headers: { Allow: 'POST' } })
