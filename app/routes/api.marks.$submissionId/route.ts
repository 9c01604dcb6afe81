import type { ActionFunctionArgs } from '@remix-run/node'
import { authorize } from '#app/access/authorize.server.ts'
import { clockOf } from '#app/features/grading/clock.server.ts'
import { DraftForm } from '#app/features/grading/forms.server.ts'
import { keepReading } from '#app/features/grading/operations/keep-reading.server.ts'
import { saveDraft } from '#app/features/grading/operations/save-draft.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { parseForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'

const refused = (status: number, facts: object) => Response.json(facts, { status })

/**
 * Autosave of a marker's draft: the page's own form; with `reading` in place of a draft it only prolongs the lease.
 * Answers are JSON; the sentences are in the page's language. 409 carries what another window stored.
 */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  if (ctx.actor.kind !== 'person') return refused(401, { reason: 'signed_out' })
  const permit = await authorize(ctx, request, 'submission.mark', { submissionId: params.submissionId ?? '' })
  const t = translator(ctx.locale)
  const { time, offset } = clockOf(ctx)
  const lease = (until: Date) => ({
    until: t('grading.until', { time: time(until), offset }),
    secondsLeft: Math.round((until.getTime() - ctx.now().getTime()) / 1000),
  })
  const form = await readForm(request, 'marking')
  if (form.has('reading')) {
    const renewed = await keepReading(ctx, permit)
    return renewed.ok ? Response.json(lease(renewed.value.until)) : refused(423, { reason: renewed.reason })
  }
  const parsed = parseForm(form, DraftForm, t)
  if (!parsed.ok) {
    const [says] = Object.values(parsed.reply.errors).flat()
    return refused(400, { reason: 'broken', says })
  }
  const saved = await saveDraft(ctx, permit, parsed.value)
  if (saved.ok) {
    const { revision, savedAt, until } = saved.value
    return Response.json({
      revision,
      saved: t('grading.saved.at', { time: time(savedAt) }),
      ...lease(until),
    })
  }
  if (saved.reason === 'stale') return refused(409, { reason: 'stale', stored: saved.stored })
  if (saved.reason === 'lease_over' || saved.reason === 'marked')
    return refused(423, { reason: saved.reason })
  return refused(400, { reason: saved.reason, says: t(`grading.error.${saved.reason}`) })
}

/** There is nothing to read here. */
export const loader = () => Response.json({ reason: 'method' }, { status: 405, headers: { Allow: 'POST' } })
