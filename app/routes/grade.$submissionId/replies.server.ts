import type { DraftFault } from '#app/features/grading/draft.ts'
import { unjudgedContent } from '#app/features/grading/forms.server.ts'
import type { MarkContent } from '#app/features/grading/mark.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { type FormReply, refusedForm } from '#app/platform/forms.server.ts'

/** A refused marking form: its sentences beside their fields, and what was typed. */
export type MarkingReply = { status: number; reply: FormReply; content: MarkContent }

type Refusal = { reason: 'lease_over' | 'marked' | 'stale' } | DraftFault

/** The reply to a draft that its schema refused. */
export const brokenForm = (reply: FormReply): MarkingReply => ({
  status: 400,
  reply,
  content: unjudgedContent(reply.values),
})

/** The reply to a draft that the script refused. */
export function refusedDraft(form: FormData, refusal: Refusal, t: Translate): MarkingReply {
  const field = 'field' in refusal ? refusal.field : ''
  const reply = refusedForm(form, field, t(`grading.error.${refusal.reason}`))
  return { status: 'field' in refusal ? 400 : 409, reply, content: unjudgedContent(reply.values) }
}

/** The reply to a mark that lacks points: each missing criterion says so, the draft is stored as `revision`. */
export function incompleteMark(
  form: FormData,
  { missing, revision }: { missing: string[]; revision: number },
  t: Translate,
): MarkingReply {
  const reply = refusedForm(form, '', t('grading.error.incomplete', { count: missing.length }))
  for (const id of missing) reply.errors[`scores.${id}`] = [t('grading.error.missing')]
  reply.values.revision = String(revision)
  return { status: 400, reply, content: unjudgedContent(reply.values) }
}
