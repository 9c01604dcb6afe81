import type { ActionFunctionArgs } from '@remix-run/node'
import { authorize } from '#app/access/authorize.server.ts'
import { bytesOf, TEXT_LIMIT } from '#app/features/essays/essay-text.ts'
import { DraftBody } from '#app/features/essays/forms.server.ts'
import { saveDraft } from '#app/features/essays/operations/save-draft.server.ts'
import { receiptFor, textHash } from '#app/features/essays/receipt.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'

// JSON may spell a character with six signs.
const BODY_LIMIT = TEXT_LIMIT * 3

async function readBody(request: Request): Promise<ReturnType<typeof DraftBody.safeParse> | 'too_large'> {
  const body = await request.text()
  if (body.length > BODY_LIMIT || bytesOf(body) > BODY_LIMIT) return 'too_large'
  try {
    return DraftBody.safeParse(JSON.parse(body))
  } catch {
    return DraftBody.safeParse(null)
  }
}

/** Autosave of a draft; every answer is JSON, and none of them loses the text that the page still holds. */
export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  if (request.method !== 'PUT')
    return Response.json({ reason: 'method' }, { status: 405, headers: { Allow: 'PUT' } })
  if (ctx.actor.kind !== 'person') return Response.json({ reason: 'signed_out' }, { status: 401 })
  const attemptId = params.attemptId ?? ''
  const permit = await authorize(ctx, request, 'attempt.write', { attemptId })
  const body = await readBody(request)
  if (body === 'too_large') return Response.json({ reason: body }, { status: 413 })
  if (!body.success) return Response.json({ reason: 'broken' }, { status: 400 })
  const saved = await saveDraft(ctx, permit, body.data)
  switch (saved.kind) {
    case 'saved': {
      const { revision, savedAt, text } = saved
      const receipt = receiptFor(
        { attemptId, revision, savedAt, sha256: textHash(text) },
        context.services.env.SESSION_SECRET,
      )
      return Response.json({ revision, receipt })
    }
    case 'conflict':
      return Response.json({ revision: saved.revision, text: saved.text }, { status: 409 })
    case 'closed':
      return Response.json({ reason: 'closed' }, { status: 423 })
    case 'too_large':
      return Response.json({ reason: 'too_large' }, { status: 413 })
    case 'broken':
      return Response.json({ reason: 'broken' }, { status: 400 })
  }
}

/** Nothing is read here: the page brings the draft. */
export const loader = () => Response.json({ reason: 'method' }, { status: 405, headers: { Allow: 'PUT' } })
