import { data } from '@remix-run/node'
import type { z } from 'zod'
import { authorize } from '#app/access/authorize.server.ts'
import type { Permit } from '#app/access/permit.ts'
import { instantIn } from '#app/features/cohorts/calendar.ts'
import { ExtensionForm } from '#app/features/essays/forms.server.ts'
import { grantExtension } from '#app/features/essays/operations/grant-extension.server.ts'
import { rosterMembers, rosterOptions } from '#app/features/essays/queries/roster.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'

/** Gives more time as the form says; answers whom it was for, or the form again with what was typed and ticked. */
export async function extend(ctx: Ctx, request: Request, publicUrl: string) {
  const listing = await authorize(ctx, request, 'attempt.list', null)
  const t = translator(ctx.locale)
  const form = await readForm(request, 'list')
  const again = (reply: FormReply, status: number) => ({
    answer: data({ reply, chosen: form.getAll('person').map(String) }, { status }),
  })
  const parsed = parseForm(form, ExtensionForm, t)
  if (!parsed.ok) return again(parsed.reply, 400)
  const { cohort: cohortId, prompt, minutes, due, reason } = parsed.value
  const permit = await authorize(ctx, request, 'attempt.extend', { cohortId })
  const { cohorts, prompts } = await rosterOptions(ctx, listing)
  const zone = cohorts.find(({ id }) => id === cohortId)?.zone ?? 'UTC'
  const dueAt = due ? instantIn(due, zone) : null
  if (due && !dueAt) return again(refusedForm(form, 'due', t('attempts.form.due')), 400)
  const promptId = prompts.find(({ slug }) => slug === prompt)?.id
  if (!promptId) throw new Response(null, { status: 404 })
  const whom = await peopleOf(ctx, listing, promptId, parsed.value)
  if (!whom.ok)
    return again(refusedForm(form, 'who', t('attempts.form.list_changed', { count: whom.reason })), 409)
  const granted = await grantExtension(
    ctx,
    permit,
    {
      promptSlug: prompt,
      people: whom.value,
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

type Whom = Pick<z.infer<typeof ExtensionForm>, 'cohort' | 'who' | 'person' | 'state' | 'search' | 'members'>

/** Whom the form means. A filter must still leave as many as the page said: their number is the `reason` otherwise. */
async function peopleOf(
  ctx: Ctx,
  listing: Permit<'attempt.list'>,
  promptId: string,
  { cohort: cohortId, who, person, state, search, members }: Whom,
): Promise<{ ok: true; value: string[] | 'all' } | { ok: false; reason: number }> {
  if (who === 'all') return { ok: true, value: 'all' }
  if (who === 'chosen') return { ok: true, value: person }
  const ids = await rosterMembers(ctx, listing, { cohortId, promptId, state: state ?? null, search })
  return ids.length === members ? { ok: true, value: ids } : { ok: false, reason: ids.length }
}
