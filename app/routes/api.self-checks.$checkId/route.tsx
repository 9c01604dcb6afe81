import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { renderToStaticMarkup } from 'react-dom/server'
import { cohortOf } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import { Completion } from '#app/features/lessons/components/completion.tsx'
import { checkAnchor, SelfCheckForm } from '#app/features/lessons/components/self-check-form.tsx'
import {
  type Answering,
  answerSelfCheck,
} from '#app/features/progress/operations/answer-self-check.server.ts'
import { I18nProvider } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { UUID } from '#app/platform/uuid.ts'

const CHECK_ID = new RegExp(`^(${UUID})\\.([a-z0-9-]{1,80})$`)

// The address takes answers; who opens it as a page has come from nowhere.
export function loader(_: LoaderFunctionArgs) {
  throw new Response(null, { status: 404 })
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const [, versionId = '', checkId = ''] = CHECK_ID.exec(params.checkId ?? '') ?? []
  const permit = await authorize(ctx, request, 'self-check.answer', { versionId })
  if (!versionId) throw new Response(null, { status: 404 })
  const chosen = (await readForm(request, 'fields'))
    .getAll('choice')
    .filter((value) => typeof value === 'string')
  const answering = await answerSelfCheck(ctx, permit, checkId, chosen)
  if (answering.state === 'unknown') throw new Response(null, { status: 404 })
  if (request.headers.get('Accept')?.includes('application/json')) {
    return fragments(ctx, answering, cohortOf(ctx.actor, permit.cohortId).zone)
  }
  // Without a script the page itself comes back, at the same question.
  const refused = answering.state === 'refused' ? { check: checkId, reason: answering.reason } : undefined
  throw redirect(paths.lesson(answering.view.slug, checkAnchor(checkId), refused), 303)
}

/** The same pieces of the page as a reload would show, for a script to put in place. */
function fragments(ctx: Ctx, answering: Exclude<Answering, { state: 'unknown' }>, zone: string): Response {
  const { locale } = ctx
  const t = translator(locale)
  const render = (piece: React.ReactNode) =>
    renderToStaticMarkup(<I18nProvider value={{ locale, t }}>{piece}</I18nProvider>)
  if (answering.state === 'refused') {
    const check = render(<SelfCheckForm {...answering.view} error={t(`mdx.check.${answering.reason}`)} />)
    return Response.json({ correct: null, check, completion: '' }, { status: 400 })
  }
  const { view, verdict, lesson } = answering
  const check = render(<SelfCheckForm {...view} verdict={verdict} />)
  const completion = lesson ? render(<Completion lesson={lesson} zone={zone} />) : ''
  return Response.json({ correct: verdict.correct, check, completion })
}
