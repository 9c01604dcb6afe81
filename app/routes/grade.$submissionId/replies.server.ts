import type { Permit } from '#app/access/permit.ts'
import { CommentForm, WorkForm } from '#app/features/grading/forms.server.ts'
import { missingCriteria } from '#app/features/grading/mark.ts'
import { finaliseMark } from '#app/features/grading/operations/finalise-mark.server.ts'
import { saveWork } from '#app/features/grading/operations/save-work.server.ts'
import { scriptOf } from '#app/features/grading/queries/marking.server.ts'
import type { Translate } from '#app/i18n/messages.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'

type Stored = { ok: true; done: string | null } | { ok: false; reply: FormReply; status: number }

type Mark = Permit<'submission.mark'>

// A comment typed without a script comes in fields of its own; without words it is not there.
function typedComment(form: FormData) {
  const read = (name: string) => form.get(`add.${name}`)
  const typed = CommentForm.safeParse({
    quote: read('quote') ?? '',
    comment: read('comment') ?? '',
    criterion: read('criterion'),
  })
  if (!typed.success || (!typed.data.quote.trim() && !typed.data.comment.trim())) return null
  return { ...typed.data, quote: typed.data.quote.trim() }
}

/**
 * Stores the whole form first, whatever button was pressed, then finalises where that was asked. The answer's
 * sentences stand beside what they are about; nothing typed is lost.
 */
export async function storeMarking(
  ctx: Ctx,
  permit: Mark,
  form: FormData,
  intent: string,
  t: Translate,
): Promise<Stored> {
  const parsed = parseForm(form, WorkForm, t)
  if (!parsed.ok) return { ok: false, reply: parsed.reply, status: 400 }
  const { revision: base, ...work } = parsed.value
  const removed = intent.startsWith('remove:') ? intent.slice('remove:'.length) : null
  work.annotations = work.annotations.filter(({ id }) => id !== removed)
  const saved = await saveWork(ctx, permit, base, work, typedComment(form))
  if (!saved.ok) {
    const { reason } = saved
    const field = reason === 'absent' || reason === 'ambiguous' ? 'add.quote' : ''
    const status = reason === 'stale' || reason === 'lease_over' || reason === 'marked' ? 409 : 400
    return { ok: false, reply: refusedForm(form, field, t(`grading.error.${reason}`)), status }
  }
  return intent === 'finalise'
    ? finalise(ctx, permit, form, saved.value.revision, t)
    : { ok: true, done: null }
}

async function finalise(
  ctx: Ctx,
  permit: Mark,
  form: FormData,
  revision: number,
  t: Translate,
): Promise<Stored> {
  const done = await finaliseMark(ctx, permit, revision)
  if (done.ok) return { ok: true, done: done.value.alias }
  if (done.reason !== 'incomplete') {
    return { ok: false, reply: refusedForm(form, '', t(`grading.error.${done.reason}`)), status: 409 }
  }
  const { criteria, draft } = await scriptOf(ctx, permit)
  const missing = missingCriteria(criteria, draft.scores)
  const reply = refusedForm(form, '', t('grading.error.incomplete', { count: missing.length }))
  for (const id of missing) reply.errors[`scores.${id}`] = [t('grading.error.missing')]
  return {
    ok: false,
    reply: { ...reply, values: { ...reply.values, revision: String(revision) } },
    status: 400,
  }
}
