import { data } from '@remix-run/node'
import { authorize } from '#app/access/authorize.server.ts'
import { instantIn } from '#app/features/cohorts/calendar.ts'
import { ExtensionForm } from '#app/features/essays/forms.server.ts'
import { grantExtension } from '#app/features/essays/operations/grant-extension.server.ts'
import { overseenChoicesOf } from '#app/features/essays/queries/oversight.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'

/** Gives more time as the form says; answers whom it was for, or the form again with what was typed and ticked. */
export async function extend(ctx: Ctx, request: Request, publicUrl: string) {
  const listing = await authorize(ctx, request, 'attempt.list', null)
  const t = translator(ctx.locale)
  const form = await request.formData()
  const again = (reply: FormReply, status: number) => ({
    answer: data({ reply, chosen: form.getAll('person').map(String) }, { status }),
  })
  const parsed = parseForm(form, ExtensionForm, t)
  if (!parsed.ok) return again(parsed.reply, 400)
  const { cohort: cohortId, prompt, who, person, minutes, due, reason } = parsed.value
  const permit = await authorize(ctx, request, 'attempt.extend', { cohortId })
  const { cohorts } = await overseenChoicesOf(ctx, listing)
  const zone = cohorts.find(({ id }) => id === cohortId)?.zone ?? 'UTC'
  const dueAt = due ? instantIn(due, zone) : null
  if (due && !dueAt) return again(refusedForm(form, 'due', t('attempts.form.due')), 400)
  const granted = await grantExtension(
    ctx,
    permit,
    {
      promptSlug: prompt,
      people: who === 'all' ? 'all' : person,
      extraMinutes: minutes,
      dueAt,
      reason,
    },
    (slug) => publicUrl + paths.essay(slug),
  )
  if (granted.ok) return { count: granted.value, cohort: cohortId, prompt }
  if (granted.reason === 'no_prompt') throw new Response(null, { status: 404 })
  const field = granted.reason === 'due_past' ? 'due' : 'who'
  return again(refusedForm(form, field, t(`attempts.form.${granted.reason}`)), 409)
}
