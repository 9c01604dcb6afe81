import { data } from '@remix-run/node'
import type { Role } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import { inviteAgain } from '#app/features/cohorts/operations/invite-again.server.ts'
import { invitePerson } from '#app/features/cohorts/operations/invite-person.server.ts'
import { InviteForm, RoleForm } from '#app/features/identity/forms.server.ts'
import { changeRole } from '#app/features/identity/operations/change-role.server.ts'
import { deactivatePerson } from '#app/features/identity/operations/deactivate-person.server.ts'
import { reactivatePerson } from '#app/features/identity/operations/reactivate-person.server.ts'
import { roleOf } from '#app/features/identity/queries/accounts.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { actorId, type Ctx } from '#app/platform/ctx.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'

type Done = 'invited' | 'role' | 'deactivated' | 'reactivated'
type Answer = ReturnType<typeof answerOf>

const answerOf = (
  reply: FormReply | null,
  refusal: string | null,
  status: number,
  confirmRole: Role | null = null,
) => data({ reply, refusal, confirmRole }, { status })

/** Carries out what a form of the people page asks for: done to whom, or what the page has to say. */
export async function changePeople(
  ctx: Ctx,
  request: Request,
  publicUrl: string,
): Promise<{ done: Done; personId: string } | { answer: Answer }> {
  const form = await readForm(request, 'fields')
  return form.get('intent') === 'invite'
    ? invite(ctx, request, form, publicUrl)
    : change(ctx, request, form, publicUrl)
}

async function invite(ctx: Ctx, request: Request, form: FormData, publicUrl: string) {
  const permit = await authorize(ctx, request, 'people.manage', null)
  const t = translator(ctx.locale)
  const parsed = parseForm(form, InviteForm, t)
  if (!parsed.ok) return { answer: answerOf(parsed.reply, null, 400) }
  const invited = await invitePerson(ctx, permit, parsed.value, publicUrl)
  if (invited.ok) return { done: 'invited' as const, personId: invited.value.personId }
  const reply =
    invited.reason === 'email_taken'
      ? refusedForm(form, 'email', t('people.emailTaken', { email: parsed.value.email }))
      : refusedForm(form, 'cohortId', t('people.cohortGone'))
  return { answer: answerOf(reply, null, 409) }
}

async function change(ctx: Ctx, request: Request, form: FormData, publicUrl: string) {
  const personId = String(form.get('personId') ?? '')
  const permit = await authorize(ctx, request, 'person.change', { personId })
  const t = translator(ctx.locale)
  const intent = form.get('intent')
  if (intent === 'reactivate') {
    await reactivatePerson(ctx, permit)
    return { done: 'reactivated' as const, personId }
  }
  if (intent === 'role') {
    const parsed = parseForm(form, RoleForm, t)
    if (!parsed.ok) return { answer: answerOf(parsed.reply, null, 400) }
    const { role } = parsed.value
    const crossesAdmin = (role === 'admin') !== ((await roleOf(ctx, permit)) === 'admin')
    const asks = crossesAdmin && personId !== actorId(ctx) && form.get('confirmed') !== 'yes'
    if (asks) return { answer: answerOf(null, null, 200, role) }
    const changed = await changeRole(ctx, permit, role)
    if (changed.ok) return { done: 'role' as const, personId }
    return { answer: answerOf(null, t(`people.refused.${changed.reason}`), 409) }
  }
  if (intent !== 'deactivate' && intent !== 'again') throw new Response(null, { status: 400 })
  const changed =
    intent === 'again' ? await inviteAgain(ctx, permit, publicUrl) : await deactivatePerson(ctx, permit)
  if (!changed.ok) return { answer: answerOf(null, t(`people.refused.${changed.reason}`), 409) }
  return { done: intent === 'again' ? ('invited' as const) : ('deactivated' as const), personId }
}
