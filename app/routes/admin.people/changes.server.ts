import { data } from '@remix-run/node'
import type { Role } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import type { Permit } from '#app/access/permit.ts'
import { inviteAgain } from '#app/features/cohorts/operations/invite-again.server.ts'
import { invitePerson } from '#app/features/cohorts/operations/invite-person.server.ts'
import { InviteForm, PersonForm, RoleForm } from '#app/features/identity/forms.server.ts'
import { changeRole } from '#app/features/identity/operations/change-role.server.ts'
import { deactivatePerson } from '#app/features/identity/operations/deactivate-person.server.ts'
import { editPerson } from '#app/features/identity/operations/edit-person.server.ts'
import { reactivatePerson } from '#app/features/identity/operations/reactivate-person.server.ts'
import { resetSecondFactor } from '#app/features/identity/operations/reset-second-factor.server.ts'
import { roleOf } from '#app/features/identity/queries/accounts.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { actorId, type Ctx } from '#app/platform/ctx.ts'
import { type FormReply, parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { intentOf } from '#app/platform/intent.server.ts'

/** What the people page says after a change. */
export const peopleChanges = [
  'invited',
  'edited',
  'role',
  'deactivated',
  'reactivated',
  'secondFactor',
] as const
type Done = (typeof peopleChanges)[number]

const INTENTS = ['invite', 'edit', 'role', 'again', 'deactivate', 'reactivate', 'second-factor'] as const
type Answer = ReturnType<typeof answerOf>

const answerOf = (
  reply: FormReply | null,
  refusal: string | null,
  status: number,
  confirmRole: Role | null = null,
) => data({ reply, refusal, confirmRole }, { status })

/** Carries out what a form of the people page requests: what was done and to which person, or what the page has to say. */
export async function changePeople(
  ctx: Ctx,
  request: Request,
  publicUrl: string,
): Promise<{ done: Done; personId: string } | { answer: Answer }> {
  const form = await readForm(request, 'fields')
  const intent = intentOf(form, INTENTS)
  return intent === 'invite'
    ? invite(ctx, request, form, publicUrl)
    : change(ctx, request, form, { intent, publicUrl })
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

type Change = { intent: Exclude<(typeof INTENTS)[number], 'invite'>; publicUrl: string }

async function change(ctx: Ctx, request: Request, form: FormData, { intent, publicUrl }: Change) {
  const personId = String(form.get('personId') ?? '')
  const permit = await authorize(ctx, request, 'person.change', { personId })
  const t = translator(ctx.locale)
  if (intent === 'reactivate') {
    await reactivatePerson(ctx, permit)
    return { done: 'reactivated' as const, personId }
  }
  if (intent === 'edit') {
    const parsed = parseForm(form, PersonForm, t)
    if (!parsed.ok) return { answer: answerOf(parsed.reply, null, 400) }
    await editPerson(ctx, permit, parsed.value)
    return { done: 'edited' as const, personId }
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
  const { done, refusal } = await carryOut(ctx, permit, intent, publicUrl)
  if (refusal) return { answer: answerOf(null, t(`people.refused.${refusal}`), 409) }
  return { done, personId }
}

async function carryOut(
  ctx: Ctx,
  permit: Permit<'person.change'>,
  intent: 'again' | 'deactivate' | 'second-factor',
  publicUrl: string,
) {
  if (intent === 'again') {
    const invited = await inviteAgain(ctx, permit, publicUrl)
    return { done: 'invited' as const, refusal: invited.ok ? null : invited.reason }
  }
  if (intent === 'deactivate') {
    const deactivated = await deactivatePerson(ctx, permit)
    return { done: 'deactivated' as const, refusal: deactivated.ok ? null : deactivated.reason }
  }
  const reset = await resetSecondFactor(ctx, permit, publicUrl)
  return { done: 'secondFactor' as const, refusal: reset.ok ? null : reset.reason }
}
