import {
  type ActionFunctionArgs,
  type AppLoadContext,
  data,
  type LoaderFunctionArgs,
  redirect,
} from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { isLate } from '#app/features/essays/attempt.ts'
import { availabilityOf } from '#app/features/essays/availability.ts'
import { WriteForm } from '#app/features/essays/forms.server.ts'
import editor from '#app/features/essays/islands/editor.island.ts?worker&url'
import { closeIfExpired } from '#app/features/essays/operations/close-if-expired.server.ts'
import { saveDraft } from '#app/features/essays/operations/save-draft.server.ts'
import { submitAttempt } from '#app/features/essays/operations/submit-attempt.server.ts'
import { draftOf, limitsOf } from '#app/features/essays/queries/draft.server.ts'
import { promptPage } from '#app/features/essays/queries/prompts.server.ts'
import { lengthFault, lengthRefusal } from '#app/features/essays/word-limits.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { formatTime, zoneName, zoneOffset } from '#app/i18n/dates.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { privatePage } from '#app/platform/private-page.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import type { PageHandle } from '#app/root.tsx'
import { editorWords } from './editor-words.server.ts'
import { stepsOf } from './headings.server.ts'
import { Late } from './late.tsx'
import type { SentForm, WritingData } from './page-data.ts'
import { Review } from './review.tsx'
import { WritingPage } from './writing-page.tsx'

export const handle: PageHandle = { bare: true }

export const headers = privatePage

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const slug = params.slug ?? ''
  const permit = await authorize(ctx, request, 'attempt.begin', { promptSlug: slug })
  const { email, cohorts } = requirePerson(ctx, request)
  const [cohort] = cohorts
  const prompt = await closeIfExpired(ctx, () => promptPage(ctx, permit))
  if (!prompt || !cohort) throw new Response(null, { status: 404 })
  const { newest } = prompt
  const { zone } = cohort
  if (!newest) throw redirect(paths.essay(slug))
  if (newest.closedAt && !context.keepsPage)
    throw redirect(newest.submission ? paths.receipt(slug) : paths.essay(slug))
  const draft = await draftOf(ctx, newest.id)
  const now = ctx.now()
  const page: WritingData = {
    title: prompt.title,
    nonce: context.nonce,
    slug,
    attemptId: newest.id,
    language: newest.locale,
    brief: prompt.brief,
    criteria: prompt.rubric.criteria.map((criterion) => criterion.title[ctx.locale]),
    steps: stepsOf(prompt.scaffold, newest.locale),
    words: { now: countWords(draft.text), ...prompt.limits },
    late: isLate(newest, availabilityOf(cohort, prompt, prompt.allowance).dueAt, now),
    draft: { text: draft.text, revision: draft.revision },
    savedAt: draft.revision > 0 ? formatTime(draft.savedAt, ctx.locale, zone) : null,
    until: formatTime(newest.deadlineAt, ctx.locale, zone),
    zone: zoneName(now, ctx.locale, zone),
    clock: {
      now: now.toISOString(),
      deadline: newest.deadlineAt.toISOString(),
      offset: offsetMinutes(now, zone),
    },
    email,
    script: editorWords(translator(ctx.locale)),
  }
  return page
}

// The page shows hours and minutes of the cohort's zone; browsers are not asked for zones they may not know.
function offsetMinutes(at: Date, zone: string): number {
  const [, sign, hours, minutes = '0'] = /UTC(?:([+-])(\d+)(?::(\d+))?)?/.exec(zoneOffset(at, zone)) ?? []
  return (sign === '-' ? -1 : 1) * (Number(hours ?? 0) * 60 + Number(minutes))
}

// Words that come after the end do not count, but whoever typed them gets them back.
function tooLate(context: AppLoadContext, text: string, kept: boolean) {
  context.keepsPage = true
  return data<Step>({ step: 'late', text, kept }, { status: 423 })
}

type Step =
  | { step: 'late'; text: string; kept: boolean }
  | { step: 'saved' }
  | { step: 'review'; text: string; revision: number }
  | SentForm

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const slug = params.slug ?? ''
  const reading = await authorize(ctx, request, 'attempt.begin', { promptSlug: slug })
  const prompt = await promptPage(ctx, reading)
  if (!prompt?.newest) throw redirect(paths.essay(slug))
  const permit = await authorize(ctx, request, 'attempt.write', { attemptId: prompt.newest.id })
  const parsed = parseForm(await readForm(request, 'essay'), WriteForm, translator(ctx.locale))
  if (!parsed.ok) throw new Response(null, { status: 400 })
  const { text, baseRevision, intent } = parsed.value
  if (intent === 'submit') {
    const submitted = await submitAttempt(ctx, permit, { text, baseRevision })
    if (submitted.ok && submitted.value.counted) throw redirect(paths.receipt(slug))
    const reason = submitted.ok ? null : submitted.reason
    // What may not be submitted yet is saved all the same.
    if (reason && reason !== 'conflict' && reason !== 'too_short' && reason !== 'too_long') {
      return data<Step>({ step: 'refused', reason, text, revision: baseRevision }, { status: 400 })
    }
  }
  const saved = await saveDraft(ctx, permit, { text, baseRevision })
  if (saved.kind === 'closed') return tooLate(context, text, saved.kept)
  if (saved.kind === 'conflict') {
    return data<Step>(
      { step: 'conflict', text, theirs: saved.text, revision: saved.revision },
      { status: 409 },
    )
  }
  if (saved.kind !== 'saved') {
    return data<Step>({ step: 'refused', reason: saved.kind, text, revision: baseRevision }, { status: 400 })
  }
  const words = countWords(text)
  if (intent !== 'save' && words === 0) {
    return data<Step>({ step: 'refused', reason: 'empty', text, revision: saved.revision }, { status: 400 })
  }
  const limits = intent === 'save' ? null : await limitsOf(ctx, permit.attemptId)
  const reason = limits && lengthRefusal(words, limits)
  if (reason) {
    const length = { words, by: lengthFault(words, limits)?.by ?? 0, min: limits.min, max: limits.max }
    return data<Step>({ step: 'refused', reason, text, revision: saved.revision, length }, { status: 400 })
  }
  if (intent === 'review') return data<Step>({ step: 'review', text: saved.text, revision: saved.revision })
  throw redirect(paths.write(slug))
}

export default function Write() {
  const page = useLoaderData<typeof loader>()
  const step = useActionData<typeof action>()
  if (step?.step === 'late') {
    return <Late {...step} essay={page.title} language={page.language} back={paths.essay(page.slug)} />
  }
  if (step?.step === 'review') {
    return (
      <Review
        {...step}
        essay={page.title}
        language={page.language}
        limits={page.words}
        late={page.late}
        back={paths.write(page.slug)}
      />
    )
  }
  return <WritingPage page={page} typed={step?.step === 'saved' ? null : (step ?? null)} editor={editor} />
}
