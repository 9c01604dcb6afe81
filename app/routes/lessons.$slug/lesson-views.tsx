import { Completion } from '#app/features/lessons/components/completion.tsx'
import type { RefusedCheck } from '#app/features/lessons/components/lesson-body.tsx'
import { LessonPage } from '#app/features/lessons/components/lesson-page.tsx'
import type { OpenedLesson } from '#app/features/progress/operations/open-lesson.server.ts'
import { formatMoment, zoneName } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

const momentIn = (at: Date, locale: Locale, zone: string) => ({
  moment: formatMoment(at, locale, zone),
  zone: zoneName(at, locale, zone),
})

/** A lesson whose day has not come. */
export function ClosedLesson({ title, opensAt, zone }: { title: string; opensAt: Date; zone: string }) {
  const { t, locale } = useI18n()
  return (
    <Page>
      <PageHead title={title} lead={t('lessons.closed.lead', momentIn(opensAt, locale, zone))} />
      <p>
        <ButtonLink kind="main" href={paths.today()}>
          {t('lessons.closed.today')}
        </ButtonLink>
      </p>
    </Page>
  )
}

type Props = {
  lesson: OpenedLesson
  zone: string
  /** A self-check whose last answer was refused. */
  refused: RefusedCheck | null
  /** True where completing it was refused. */
  unfinished: boolean
  script: { src: string; nonce: string }
}

/** A lesson to read, its end, and the way to its neighbours. */
export function OpenLesson({ lesson, zone, refused, unfinished, script }: Props) {
  const { t, locale } = useI18n()
  const { previous, next } = lesson
  return (
    <LessonPage lesson={lesson} zone={zone} refused={refused}>
      <Completion lesson={lesson} zone={zone} refused={unfinished} />
      <nav className="foot" aria-label={t('site.nav.lessons')}>
        {previous && (
          <ButtonLink href={paths.lesson(previous.slug)} rel="prev">
            ← {t('lessons.previous', { day: previous.day })}
          </ButtonLink>
        )}
        {next?.opensAt && (
          <span className="small soft end">
            {t('lessons.nextOpens', { day: next.day, ...momentIn(next.opensAt, locale, zone) })}
          </span>
        )}
        {next && !next.opensAt && (
          <ButtonLink className="end" href={paths.lesson(next.slug)} rel="next">
            {t('lessons.next', { day: next.day })} →
          </ButtonLink>
        )}
      </nav>
      <script type="module" {...script} />
    </LessonPage>
  )
}
