import type { ActionFunctionArgs } from '@remix-run/node'
import { authorize } from '#app/access/authorize.server.ts'
import type { Permit } from '#app/access/permit.ts'
import { DraftBody, PresenceBody } from '#app/features/essays/forms.server.ts'
import { recordHeartbeat } from '#app/features/essays/operations/record-heartbeat.server.ts'
import { saveDraft } from '#app/features/essays/operations/save-draft.server.ts'
import { receiptFor, textHash } from '#app/features/essays/receipt.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { readBody } from './body.server.ts'

const answer = (status: number, body: object): Response => Response.json(body, { status })
const notAllowed = () => Response.json({ reason: 'method' }, { status: 405, headers: { Allow: 'PUT, POST' } })

/**
 * PUT saves a draft, POST says that a page writes on it. Every answer is JSON with its own status, and none of them
 * loses the text that the page still holds.
 */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  if (request.method !== 'PUT' && request.method !== 'POST') return notAllowed()
  if (ctx.actor.kind !== 'person') return answer(401, { reason: 'signed_out' })
  const permit = await permitFor(ctx, request, params.attemptId ?? '')
  if (permit instanceof Response) return permit
  const body = await readBody(request)
  if (body.kind === 'too_large') return answer(413, { reason: body.kind })
  if (body.kind === 'broken') return answer(400, { reason: body.kind })
  if (request.method === 'POST') return present(ctx, permit, body.value)
  return save(ctx, permit, body.value, context.services.env.SESSION_SECRET)
}

async function permitFor(ctx: Ctx, request: Request, attemptId: string) {
  try {
    return await authorize(ctx, request, 'attempt.write', { attemptId })
  } catch (refusal) {
    if (!(refusal instanceof Response)) throw refusal
    return answer(refusal.status, { reason: refusal.status === 403 ? 'forbidden' : 'not_found' })
  }
}

async function save(ctx: Ctx, permit: Permit<'attempt.write'>, sent: unknown, secret: string) {
  const body = DraftBody.safeParse(sent)
  if (!body.success) return answer(400, { reason: 'broken' })
  const saved = await saveDraft(ctx, permit, body.data)
  switch (saved.kind) {
    case 'saved': {
      const { revision, savedAt, text, active, deadlineAt } = saved
      const facts = { attemptId: permit.attemptId, revision, savedAt, sha256: textHash(text) }
      return answer(200, { revision, receipt: receiptFor(facts, secret), active, deadline: deadlineAt })
    }
    case 'conflict':
      return answer(409, { revision: saved.revision, text: saved.text, kept: saved.kept })
    case 'closed':
      return answer(423, { reason: 'closed', kept: saved.kept })
    case 'too_large':
      return answer(413, { reason: 'too_large' })
    case 'broken':
      return answer(400, { reason: 'broken' })
  }
}

async function present(ctx: Ctx, permit: Permit<'attempt.write'>, sent: unknown) {
  const body = PresenceBody.safeParse(sent)
  if (!body.success) return answer(400, { reason: 'broken' })
  const seen = await recordHeartbeat(ctx, permit, body.data)
  if (!seen.ok) return answer(423, { reason: seen.reason })
  const { revision, active, deadlineAt, text } = seen.value
  return answer(200, { revision, active, deadline: deadlineAt, ...(text === null ? {} : { text }) })
}

/** Nothing is read here: the page brings the draft. */
export const loader = notAllowed
