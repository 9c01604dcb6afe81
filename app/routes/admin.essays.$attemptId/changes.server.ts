import { data } from '@remix-run/node'
import { authorize } from '#app/access/authorize.server.ts'
import type { Permit } from '#app/access/permit.ts'
import { AcceptForm, ReadForm, ReopenForm } from '#app/features/essays/forms.server.ts'
import { readText } from '#app/features/essays/operations/read-text.server.ts'
import { acceptLateCopy } from '#app/features/grading/operations/accept-late-copy.server.ts'
import { reopenAttempt } from '#app/features/grading/operations/reopen-attempt.server.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'

type Intent = 'read' | 'reopen' | 'accept'
type Shown = { source: string; text: string }

const answerOf = (intent: Intent, reply: FormReply | null, shown: Shown | null, status: number) => ({
  answer: data({ intent, reply, shown }, { status }),
})

/** What the forms of the page ask for: `done` what has happened, or the answer to show instead. */
export async function changeAttempt(ctx: Ctx, request: Request, attemptId: string, publicUrl: string) {
  const permit = await authorize(ctx, request, 'attempt.change', { attemptId })
  const t = translator(ctx.locale)
  const form = await readForm(request, 'fields')
  const intent = form.get('intent')
  if (intent === 'read') return read(ctx, permit, form, t)
  if (intent === 'accept') return accept(ctx, permit, form, t)
  if (intent === 'reopen') return reopen(ctx, permit, form, t, publicUrl)
  throw new Response(null, { status: 400 })
}

async function read(ctx: Ctx, permit: Permit<'attempt.change'>, form: FormData, t: Translate) {
  const parsed = parseForm(form, ReadForm, t)
  if (!parsed.ok) return answerOf('read', parsed.reply, null, 400)
  const { text: asked, reason } = parsed.value
  const found = await readText(ctx, permit, { ...asked, reason })
  if (!found.ok) {
    return answerOf('read', refusedForm(form, 'text', t(`attempts.read.${found.reason}`)), null, 404)
  }
  return answerOf('read', null, { source: t(`attempts.source.${asked.source}`), text: found.value.text }, 200)
}

async function accept(ctx: Ctx, permit: Permit<'attempt.change'>, form: FormData, t: Translate) {
  const parsed = parseForm(form, AcceptForm, t)
  if (!parsed.ok) return answerOf('accept', parsed.reply, null, 400)
  const { copy: copyId, reason } = parsed.value
  const accepted = await acceptLateCopy(ctx, permit, { copyId, reason })
  if (accepted.ok) return { done: 'accept' as const }
  return answerOf('accept', refusedForm(form, '', t(`attempts.refused.${accepted.reason}`)), null, 409)
}

async function reopen(
  ctx: Ctx,
  permit: Permit<'attempt.change'>,
  form: FormData,
  t: Translate,
  publicUrl: string,
) {
  const parsed = parseForm(form, ReopenForm, t)
  if (!parsed.ok) return answerOf('reopen', parsed.reply, null, 400)
  const linkTo = (slug: string) => publicUrl + paths.write(slug)
  const reopened = await reopenAttempt(ctx, permit, parsed.value, linkTo)
  if (reopened.ok) return { done: 'reopen' as const }
  return answerOf('reopen', refusedForm(form, '', t(`attempts.refused.${reopened.reason}`)), null, 409)
}
