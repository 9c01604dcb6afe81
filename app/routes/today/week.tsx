import type { EssaySummary } from '#app/features/essays/essay-summary.ts'
import { EssayLine } from '#app/features/progress/components/essay-line.tsx'
import type { JourneyLesson } from '#app/features/progress/queries/journey.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'

type Props = {
  essays: EssaySummary[]
  /** Lessons that are open and not done, apart from the one that comes next. */
  unfinished: JourneyLesson[]
  zone: string
}

/** What else there is this week: essays with their times, feedback, lessons that are not finished. */
export function Week({ essays, unfinished, zone }: Props) {
  const { t } = useI18n()
  return (
    <section>
      <h2>{t('progress.today.week')}</h2>
      {essays.length + unfinished.length === 0 ? (
        <p className="soft">{t('progress.today.weekEmpty')}</p>
      ) : (
        <ul className="rows">
          {essays.map((essay) => (
            <EssayLine key={essay.slug} essay={essay} zone={zone} />
          ))}
          {unfinished.map((lesson) => (
            <li key={lesson.slug}>
              <span>{t('progress.dayTitle', { day: lesson.day, title: lesson.title })}</span>
              <span className="soft small num">
                {t('progress.minutes', { minutes: lesson.minutes })} ·{' '}
                {t('progress.questions', { answered: lesson.answered, checks: lesson.checks })}
              </span>
              <ButtonLink slim href={paths.lesson(lesson.slug)}>
                {t('progress.essay.do.open')}
              </ButtonLink>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
