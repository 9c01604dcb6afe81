import type { EssaySummary } from '#app/features/essays/essay-summary.ts'
import { dueMoment } from '#app/features/progress/components/essay-line.tsx'
import type { NextAction } from '#app/features/progress/next-action.ts'
import type { JourneyLesson } from '#app/features/progress/queries/journey.server.ts'
import { formatMoment, formatTime, zoneName } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Rail } from '#app/ui/progress.tsx'

type Props = {
  next: NextAction<JourneyLesson, EssaySummary>
  /** The next day that opens; null where all are open. */
  opening: { day: number; at: Date } | null
  day: number
  now: Date
  zone: string
  after: boolean
}

/** The one thing to do now. */
export function Next({ next, opening, day, now, zone, after }: Props) {
  const { t, locale } = useI18n()
  if (next.kind === 'lesson') return <NextLesson lesson={next.lesson} begun={next.begun} day={day} />
  if (next.kind !== 'rest') {
    const { essay } = next
    return (
      <section className="sheet">
        <p className="kicker">{t('progress.today.next')}</p>
        <h2>{t('progress.essay.name', { title: essay.title })}</h2>
        <div className="meta">
          <span>{t('progress.minutes', { minutes: essay.minutes })}</span>
          <span>
            {next.kind === 'write'
              ? t('progress.essay.writing', dueMoment(essay.deadlineAt, locale, zone))
              : now > essay.dueAt
                ? t('progress.essay.overdue', dueMoment(essay.cutOffAt, locale, zone))
                : t('progress.today.due', dueMoment(essay.dueAt, locale, zone))}
          </span>
        </div>
        <ButtonLink
          kind="main"
          full
          href={next.kind === 'write' ? paths.write(essay.slug) : paths.essay(essay.slug)}
        >
          {t(next.kind === 'write' ? 'progress.today.write' : 'progress.today.essay')}
        </ButtonLink>
        {essay.feedback && (
          <p className="small">
            <a href={paths.feedback(essay.slug)}>{t('essays.list.earlier')}</a>
          </p>
        )}
      </section>
    )
  }
  if (after) return null
  const opens = opening && {
    day: opening.day,
    time: formatTime(opening.at, locale, zone),
    moment: formatMoment(opening.at, locale, zone),
    zone: zoneName(opening.at, locale, zone),
  }
  return (
    <section className="sheet">
      <h2>{t('progress.today.rest')}</h2>
      <p className="soft">
        {!opens && t('progress.today.restLast')}
        {opens && t(opens.day === day ? 'progress.today.night' : 'progress.today.restNext', opens)}
      </p>
      <ButtonLink href={paths.progress()}>{t('progress.today.path')}</ButtonLink>
    </section>
  )
}

function NextLesson({ lesson, begun, day }: { lesson: JourneyLesson; begun: boolean; day: number }) {
  const { t } = useI18n()
  const { answered, checks } = lesson
  return (
    <section className="sheet">
      <p className="kicker">
        {lesson.day === day ? t('progress.today.next') : t('progress.today.catchUp', { day: lesson.day })}
      </p>
      <h2>{lesson.title}</h2>
      <Rail
        value={answered}
        max={Math.max(1, checks)}
        label={t('progress.today.answered', { answered, checks })}
      >
        <span>{t('progress.minutes', { minutes: lesson.minutes })}</span>
        <span>{t('progress.questions', { answered, checks })}</span>
      </Rail>
      <ButtonLink kind="main" full href={paths.lesson(lesson.slug)}>
        {t(begun ? 'progress.today.continue' : 'progress.today.start')}
      </ButtonLink>
    </section>
  )
}
