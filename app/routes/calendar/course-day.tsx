import type { EssaySummary } from '#app/features/essays/essay-summary.ts'
import { useEssaySentence } from '#app/features/progress/components/essay-line.tsx'
import type {
  CourseDay as CourseDayTopic,
  JourneyLesson,
} from '#app/features/progress/queries/journey.server.ts'
import type { CourseDayState } from '#app/features/progress/today.ts'
import { formatShortDay } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Tag } from '#app/ui/notice.tsx'

type CalendarDay = CourseDayState & {
  about: CourseDayTopic | null
  lessons: JourneyLesson[]
  essays: EssaySummary[]
}

const tones = { done: 'good', partly: 'acc', missed: 'bad', today: 'acc', closed: undefined } as const

/** One day of the course: its date and state, what it trains, lessons, essays that open or are due. */
export function CourseDay({ day, zone }: { day: CalendarDay; zone: string }) {
  const { t, locale } = useI18n()
  const open = day.state !== 'closed'
  // One lesson, as a rule: then its title is the title of the day.
  const only = day.lessons.length === 1 ? day.lessons[0] : undefined
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
        {only ? (
          <>
            <h2>
              <LessonName lesson={only} open={open} />
            </h2>
            <LessonMeta lesson={only} open={open} />
          </>
        ) : (
          <h2>{day.about?.title ?? t('progress.day', { day: day.day })}</h2>
        )}
        {day.about && <p className="soft small">{day.about.trains}</p>}
        {day.lessons.length === 0 && <p className="small soft">{t('progress.calendar.none')}</p>}
        <ul className="plain" hidden={Boolean(only) && day.essays.length === 0}>
          {!only &&
            day.lessons.map((lesson) => (
              <li key={lesson.slug}>
                <LessonName lesson={lesson} open={open} />
                <LessonMeta lesson={lesson} open={open} />
              </li>
            ))}
          {day.essays.map((essay) => (
            <EssayEntry key={essay.slug} essay={essay} day={day.day} zone={zone} />
          ))}
        </ul>
      </div>
      <Tag tone={tones[day.state]}>{t(`progress.state.${day.state}`)}</Tag>
    </li>
  )
}

type LessonProps = { lesson: CalendarDay['lessons'][number]; open: boolean }

function LessonName({ lesson, open }: LessonProps) {
  return open ? <a href={paths.lesson(lesson.slug)}>{lesson.title}</a> : lesson.title
}

function LessonMeta({ lesson, open }: LessonProps) {
  const { t } = useI18n()
  const { minutes, answered, checks, required } = lesson
  return (
    <p className="meta">
      <span>{t('progress.minutes', { minutes })}</span>
      {open && <span>{t('progress.questions', { answered, checks })}</span>}
      {!required && <span>{t('progress.calendar.optional')}</span>}
    </p>
  )
}

type EntryProps = { essay: EssaySummary; day: number; zone: string }

function EssayEntry({ essay, day, zone }: EntryProps) {
  const { t } = useI18n()
  const { state } = essay
  // On the day it is due, an essay that has not opened says when it has to be in.
  const dueHere = state === 'upcoming' && day === essay.dueOn && day !== essay.day
  const sentence = useEssaySentence(essay, zone, dueHere ? 'open' : state)
  const name = t('progress.essay.name', { title: essay.title })
  return (
    <li>
      {state === 'upcoming' ? name : <a href={paths.essay(essay.slug)}>{name}</a>}
      <span className="small soft num">
        <br />
        {sentence}
      </span>
    </li>
  )
}
