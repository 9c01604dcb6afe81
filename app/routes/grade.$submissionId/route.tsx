import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { may } from '#app/access/permissions.ts'
import { clockOf } from '#app/features/grading/clock.server.ts'
import { MarkingForm } from '#app/features/grading/components/marking-form.tsx'
import { IntentForm, isAlias, typedWork } from '#app/features/grading/forms.server.ts'
import marking from '#app/features/grading/islands/marking.island.ts?worker&url'
import { leaseState, waitingSince } from '#app/features/grading/lease.ts'
import { handBack } from '#app/features/grading/operations/hand-back.server.ts'
import { nextScript } from '#app/features/grading/operations/next-script.server.ts'
import { takeScript } from '#app/features/grading/operations/take-script.server.ts'
import { scriptOf } from '#app/features/grading/queries/marking.server.ts'
import { finishedMark } from '#app/features/grading/queries/returned.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import type { PageHandle } from '#app/root.tsx'
import { Offer } from './offer.tsx'
import { storeMarking } from './store-marking.server.ts'

type OfferState = 'free' | 'own' | 'taken' | 'marked'

export const handle: PageHandle = { bare: true }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'submission.mark', { submissionId: params.submissionId ?? '' })
  const {
    markedBy,
    lease,
    draft,
    submissionId,
    rubricId: _rubric,
    submittedAt,
    ...script
  } = await scriptOf(ctx, permit)
  const t = translator(ctx.locale)
  const { time, offset } = clockOf(ctx)
  const title = t('grading.script', { alias: script.alias })
  // Who marked it, and who releases, may read the finished mark.
  const reads = markedBy === permit.markerId || may(requirePerson(ctx, request).role, 'outcome.release')
  const finished = markedBy && reads ? await finishedMark(ctx, permit) : null
  const state: OfferState = markedBy ? 'marked' : leaseState(lease, permit.markerId, ctx.now())
  const until = lease && time(lease.expiresAt)
  if (state !== 'own')
    return { title, offer: { state, until, offset }, finished, hand: null, done: null, nonce: '' }
  const { unit, ...values } = waitingSince(submittedAt, ctx.now())
  const { revision, savedAt, ...work } = draft
  const hand = {
    submissionId,
    work,
    script: {
      ...script,
      revision,
      waited: t(`grading.wait.${unit}`, values),
      until: until ?? '',
      savedAt: savedAt && time(savedAt),
      offset,
      owner: permit.markerId,
    },
  }
  const done = new URL(request.url).searchParams.get('done')
  return { title, offer: null, finished: null, hand, done: isAlias(done) ? done : null, nonce: context.nonce }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const submissionId = params.submissionId ?? ''
  const permit = await authorize(ctx, request, 'submission.mark', { submissionId })
  const t = translator(ctx.locale)
  const form = await readForm(request, 'marking')
  const parsed = parseForm(form, IntentForm, t)
  if (!parsed.ok) throw new Response(null, { status: 400 })
  const { intent } = parsed.value
  if (intent === 'take') {
    const taken = await takeScript(ctx, permit)
    if (!taken.ok && taken.reason === 'too_many')
      return data({ refused: taken.reason, reply: null, work: null }, { status: 409 })
    throw redirect(!taken.ok && taken.reason === 'gone' ? paths.grade() : paths.gradeSubmission(submissionId))
  }
  const stored = await storeMarking(ctx, permit, form, intent, t)
  if (!stored.ok) {
    return data({ refused: null, reply: stored.reply, work: typedWork(form) }, { status: stored.status })
  }
  if (intent === 'hand-back') {
    await handBack(ctx, permit)
    throw redirect(paths.grade())
  }
  if (!stored.done) throw redirect(paths.gradeSubmission(submissionId))
  const next = await nextScript(ctx, await authorize(ctx, request, 'queue.read', null))
  throw redirect(next ? paths.gradeSubmission(next, stored.done) : paths.grade({ done: stored.done }))
}

export default function Marking() {
  const { title, offer, finished, hand, done, nonce } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  if (!hand)
    return (
      <Offer
        title={title}
        offer={offer}
        finished={finished}
        refused={answer?.refused ?? null}
        work={answer?.work ?? null}
      />
    )
  const { errors = {}, values = {} } = answer?.reply ?? {}
  return (
    <>
      <MarkingForm
        script={hand.script}
        work={answer?.work ?? hand.work}
        values={values}
        errors={errors}
        done={done}
        homeHref={paths.grade()}
        api={paths.marks(hand.submissionId)}
      />
      <script type="module" src={marking} nonce={nonce} />
    </>
  )
}
