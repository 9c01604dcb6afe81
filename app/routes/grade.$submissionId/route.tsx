import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { may } from '#app/access/permissions.ts'
import { SignInAgain } from '#app/features/essays/components/sign-in-again.tsx'
import { clockOf } from '#app/features/grading/clock.server.ts'
import { FinishedNotice } from '#app/features/grading/components/finished-notice.tsx'
import { MarkingForm } from '#app/features/grading/components/marking-form.tsx'
import {
  DraftForm,
  filterOf,
  isAlias,
  MARKING_INTENTS,
  removedComment,
} from '#app/features/grading/forms.server.ts'
import marking from '#app/features/grading/islands/marking.island.ts?worker&url'
import { leaseState, waitingSince } from '#app/features/grading/lease.ts'
import { withdrawableUntil } from '#app/features/grading/mark.ts'
import { finaliseMark } from '#app/features/grading/operations/finalise-mark.server.ts'
import { returnScript } from '#app/features/grading/operations/return-script.server.ts'
import { saveDraft } from '#app/features/grading/operations/save-draft.server.ts'
import { takeScript } from '#app/features/grading/operations/take-script.server.ts'
import { withdrawMark } from '#app/features/grading/operations/withdraw-mark.server.ts'
import { finishedMark, justFinished } from '#app/features/grading/queries/finished.server.ts'
import { scriptOf } from '#app/features/grading/queries/marking.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { intentOf } from '#app/platform/intent.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import type { PageHandle } from '#app/root.tsx'
import { NotInHand } from './not-in-hand.tsx'
import { brokenForm, incompleteMark, type MarkingReply, refusedDraft } from './replies.server.ts'

export const handle: PageHandle = { bare: true }

/** The filter of the queue, as the address of a script carries it on to the next one. */
const queueQuery = (request: Request) => {
  const { prompt, locale } = filterOf(new URL(request.url).searchParams)
  return { prompt, language: locale }
}

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'submission.mark', { submissionId: params.submissionId ?? '' })
  const loaded = await scriptOf(ctx, permit)
  const { markedBy, lease, draft, submissionId, rubricId: _rubric, submittedAt, ...script } = loaded
  const t = translator(ctx.locale)
  const { time, offset } = clockOf(ctx)
  const query = queueQuery(request)
  const page = {
    title: t('grading.script', { alias: script.alias }),
    offset,
    address: paths.gradeSubmission(submissionId, query),
    queueHref: paths.grade(query),
  }
  const lock = markedBy ? 'marked' : leaseState(lease, permit.markerId, ctx.now())
  if (lock !== 'own') {
    // Who marked it, and who releases, may read the finished mark.
    const own = markedBy === permit.markerId
    const reads = own || may(requirePerson(ctx, request).role, 'outcome.release')
    const mark = markedBy && reads ? await finishedMark(ctx, permit) : null
    const { finalisedAt, releasedAt, ...finished } = mark ?? {}
    const until = finalisedAt && withdrawableUntil(finalisedAt)
    const withdrawUntil = own && until && !releasedAt && until > ctx.now() ? time(until) : null
    const other = {
      state: lock as 'free' | 'taken' | 'marked',
      until: lease && time(lease.expiresAt),
      withdrawUntil,
    }
    return { ...page, inHand: null, other, finished: mark && (finished as typeof mark), nonce: '' }
  }
  const { unit, ...values } = waitingSince(submittedAt, ctx.now())
  const { revision, savedAt, ...content } = draft
  const done = new URL(request.url).searchParams.get('done')
  const before = isAlias(done) ? await justFinished(ctx, permit, done) : null
  const expiresAt = lease?.expiresAt ?? ctx.now()
  const inHand = {
    submissionId,
    content,
    before: before && {
      alias: before.alias,
      href: paths.gradeSubmission(before.submissionId, query),
      until: before.until && time(before.until),
    },
    script: {
      ...script,
      revision,
      waited: t(`grading.wait.${unit}`, values),
      until: time(expiresAt),
      secondsLeft: Math.round((expiresAt.getTime() - ctx.now().getTime()) / 1000),
      savedAt: savedAt && time(savedAt),
      offset,
      owner: permit.markerId,
    },
    email: requirePerson(ctx, request).email,
  }
  return { ...page, inHand, other: null, finished: null, nonce: context.nonce }
}

const answer = (reply: MarkingReply) =>
  data({ refused: null, reply: reply.reply, content: reply.content }, { status: reply.status })

const refusedAction = (refused: 'too_many' | 'too_late' | 'released' | 'none') =>
  data({ refused, reply: null, content: null }, { status: 409 })

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const submissionId = params.submissionId ?? ''
  const permit = await authorize(ctx, request, 'submission.mark', { submissionId })
  const query = queueQuery(request)
  const address = paths.gradeSubmission(submissionId, query)
  const t = translator(ctx.locale)
  const form = await readForm(request, 'marking')
  // Every button has an intent; a form without one is not from this page, and a refused draft is costly to show again.
  if (!form.has('intent')) throw new Response(null, { status: 400 })
  const removed = removedComment(form)
  const intent = removed ? 'save' : intentOf(form, MARKING_INTENTS)
  if (intent === 'take') {
    const taken = await takeScript(ctx, permit)
    if (!taken.ok && taken.reason === 'too_many') return refusedAction('too_many')
    throw redirect(!taken.ok && taken.reason === 'gone' ? paths.grade(query) : address)
  }
  if (intent === 'withdraw') {
    const withdrawn = await withdrawMark(ctx, permit)
    if (!withdrawn.ok) return refusedAction(withdrawn.reason)
    throw redirect(address)
  }
  const parsed = parseForm(form, DraftForm, t)
  if (!parsed.ok) return answer(brokenForm(parsed.reply))
  const sent = parsed.value
  if (intent === 'finalise') {
    const queue = await authorize(ctx, request, 'queue.read', null)
    const next = { permit: queue, filter: { prompt: query.prompt, locale: query.language } }
    const final = await finaliseMark(ctx, permit, sent, next)
    if (!final.ok) {
      return answer(
        final.reason === 'incomplete' ? incompleteMark(form, final, t) : refusedDraft(form, final, t),
      )
    }
    const { alias, nextId } = final.value
    const carried = { ...query, done: alias }
    throw redirect(nextId ? paths.gradeSubmission(nextId, carried) : paths.grade(carried))
  }
  if (removed) sent.content.annotations = sent.content.annotations.filter(({ id }) => id !== removed)
  const saved = await saveDraft(ctx, permit, sent)
  if (!saved.ok) return answer(refusedDraft(form, saved, t))
  if (intent === 'hand-back') {
    await returnScript(ctx, permit)
    throw redirect(paths.grade(query))
  }
  throw redirect(address)
}

export default function Marking() {
  const { title, offset, address, queueHref, inHand, other, finished, nonce } = useLoaderData<typeof loader>()
  const answered = useActionData<typeof action>()
  if (other)
    return (
      <NotInHand
        {...{ title, offset, address, queueHref, finished }}
        {...other}
        refused={answered?.refused ?? null}
        content={answered?.content ?? null}
      />
    )
  const { errors = {}, values = {} } = answered?.reply ?? {}
  return (
    <>
      <MarkingForm
        script={inHand.script}
        content={answered?.content ?? inHand.content}
        values={values}
        errors={errors}
        notice={inHand.before && <FinishedNotice {...inHand.before} offset={offset} />}
        homeHref={queueHref}
        action={address}
        api={paths.marks(inHand.submissionId)}
      />
      <SignInAgain email={inHand.email} />
      <script type="module" src={marking} nonce={nonce} />
    </>
  )
}
