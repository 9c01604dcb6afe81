import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { cohortOf } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import { Completion } from '#app/features/lessons/components/completion.tsx'
import { LessonPage } from '#app/features/lessons/components/lesson-page.tsx'
import island from '#app/features/lessons/islands/lesson.island.ts?worker&url'
import { lessonText } from '#app/features/lessons/lesson-texts.ts'
import { completeLesson } from '#app/features/progress/operations/complete-lesson.server.ts'
import { openLesson } from '#app/features/progress/operations/open-lesson.server.ts'
import { formatMoment, zoneName } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

export async function loader({ request, context, params }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.study', { slug: params.slug ?? '' })
  const opening = await openLesson(ctx, permit)
  if (opening.state === 'unknown') throw new Response(null, { status: 404 })
  const { zone } = cohortOf(ctx.actor, permit.cohortId)
  if (opening.state === 'closed') {
    const { day, title } = opening
    return { ...opening, zone, title: translator(ctx.locale)('lessons.closed.title', { day, title }) }
  }
  const { lesson } = opening
  const refused = refusedCheck(request)
  const { title } = lessonText(lesson.versionId)
  const shown = { state: 'open' as const, lesson, zone, refused, nonce: context.nonce, title }
  return refused ? data(shown, { status: 400 }) : shown
}

const reasons = ['nothing_chosen', 'too_many', 'unknown_option'] as const

/** A self-check whose answer was refused, as the query of the address says. */
function refusedCheck(request: Request): { check: string; reason: (typeof reasons)[number] } | null {
  const query = new URL(request.url).searchParams
  const check = query.get('check')
  const reason = reasons.find((one) => one === query.get('reason'))
  return check && reason ? { check, reason } : null
}

export async function action({ request, context, params }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.study', { slug: params.slug ?? '' })
  const done = await completeLesson(ctx, permit)
  if (done.ok) throw redirect(paths.today(), 303)
  if (done.reason === 'checks_unanswered') return data({ refused: true }, { status: 400 })
  throw new Response(null, { status: 404 })
}

export default function Lesson() {
  const { t, locale } = useI18n()
  const shown = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused ?? false
  const { zone } = shown
  const moment = (at: Date) => ({ moment: formatMoment(at, locale, zone), zone: zoneName(at, locale, zone) })
  if (shown.state === 'closed') {
    return (
      <Page>
        <PageHead title={shown.title} lead={t('lessons.closed.lead', moment(shown.opensAt))} />
        <p>
          <ButtonLink kind="main" href={paths.today()}>
            {t('lessons.closed.today')}
          </ButtonLink>
        </p>
      </Page>
    )
  }
  const { lesson, nonce } = shown
  return (
    <LessonPage lesson={lesson} zone={zone} refused={shown.refused}>
      <Completion lesson={lesson} zone={zone} refused={refused} />
      <nav className="foot" aria-label={t('site.nav.lessons')}>
        {lesson.previous && (
          <ButtonLink href={paths.lesson(lesson.previous.slug)} rel="prev">
            ← {t('lessons.previous', { day: lesson.previous.day })}
          </ButtonLink>
        )}
        {lesson.next?.opensAt && (
          <span className="small soft end">
            {t('lessons.nextOpens', { day: lesson.next.day, ...moment(lesson.next.opensAt) })}
          </span>
        )}
        {lesson.next && !lesson.next.opensAt && (
          <ButtonLink className="end" href={paths.lesson(lesson.next.slug)} rel="next">
            {t('lessons.next', { day: lesson.next.day })} →
          </ButtonLink>
        )}
      </nav>
      <script type="module" src={island} nonce={nonce} />
    </LessonPage>
  )
}
