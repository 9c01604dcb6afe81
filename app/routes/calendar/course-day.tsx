import { useEssaySentence } from '#app/features/progress/components/essay-line.tsx'
import { formatShortDay } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Tag } from '#app/ui/notice.tsx'
import type { CalendarDay } from './route.tsx'

const tones = { done: 'good', partly: 'acc', missed: 'bad', today: 'acc', closed: undefined } as const

/** One day of the course: its date and state, what it trains, lessons, essays that open or are due. */
export function CourseDay({ day, zone }: { day: CalendarDay; zone: string }) {
  const { t, locale } = useI18n()
  const open = day.state !== 'closed'
  return (
    <li
      id={`day-${day.day}`}
      className={day.today ? 'now' : undefined}
      aria-current={day.today ? 'date' : undefined}
    >
      <p className="when num">
        <b>{t('progress.day', { day: day.day })}</b>
        <span>{formatShortDay(day.opensAt, locale, zone)}</span>
        {day.today && <span className="tag">{t('progress.calendar.current')}</span>}
      </p>
      <div className="what">
        <h2>{day.about?.title ?? t('progress.day', { day: day.day })}</h2>
        {day.about && <p className="soft small">{day.about.trains}</p>}
        {day.lessons.length === 0 && <p className="small soft">{t('progress.calendar.none')}</p>}
        <ul className="plain">
          {day.lessons.map((lesson) => (
            <li key={lesson.slug}>
              {open ? <a href={paths.lesson(lesson.slug)}>{lesson.title}</a> : lesson.title}
              <span className="small soft num">
                {' · '}
                {t('progress.minutes', { minutes: lesson.minutes })}
                {open &&
                  ` · ${t('progress.questions', { answered: lesson.answered, checks: lesson.checks })}`}
                {!lesson.required && ` · ${t('progress.calendar.optional')}`}
              </span>
            </li>
          ))}
          {day.essays.map((entry) => (
            <EssayEntry key={entry.essay.slug} entry={entry} zone={zone} />
          ))}
        </ul>
      </div>
      <Tag tone={tones[day.state]}>{t(`progress.state.${day.state}`)}</Tag>
    </li>
  )
}

function EssayEntry({
  entry: { essay, state },
  zone,
}: {
  entry: CalendarDay['essays'][number]
  zone: string
}) {
  const { t } = useI18n()
  const sentence = useEssaySentence(essay, state, zone)
  const name = t('progress.essay.name', { title: essay.title })
  return (
    <li>
      {state === 'closed' ? name : <a href={paths.essay(essay.slug)}>{name}</a>}
      <span className="small soft num"> · {sentence}</span>
    </li>
  )
}
