import type { EssaySummary } from '#app/features/essays/essay-summary.ts'
import { EssaySentence } from '#app/features/progress/components/essay-line.tsx'
import type { JourneyLesson } from '#app/features/progress/queries/journey.server.ts'
import type { CourseDayState } from '#app/features/progress/today.ts'
import { formatNumber } from '#app/i18n/numbers.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Bars } from '#app/ui/chart.tsx'
import { DataTable } from '#app/ui/table.tsx'

type PathDay = CourseDayState & { lessons: JourneyLesson[] }

/** Day by day: how much of each day's questions is answered, with the state in words. */
export function DayTable({ days }: { days: PathDay[] }) {
  const { t } = useI18n()
  return (
    <Bars
      caption={t('progress.path.days')}
      hideCaption
      heads={{ label: t('progress.path.dayHead'), value: t('progress.path.stateHead') }}
      max={1}
      data={days.map(({ day, state, lessons }) => {
        const checks = lessons.reduce((sum, lesson) => sum + lesson.checks, 0)
        const answered = lessons.reduce((sum, lesson) => sum + lesson.answered, 0)
        const begun = state === 'partly' && checks > 0
        return {
          label: String(day),
          href: state === 'closed' ? undefined : `${paths.calendar()}#day-${day}`,
          value: state === 'done' ? 1 : checks > 0 ? answered / checks : 0,
          text: begun ? t('progress.questions', { answered, checks }) : t(`progress.state.${state}`),
        }
      })}
    />
  )
}

/** The essays: the state of each, and the points of the newest attempt whose feedback is released. */
export function EssayTable({ essays, zone }: { essays: EssaySummary[]; zone: string }) {
  const { t, locale } = useI18n()
  return (
    <DataTable
      caption={t('progress.path.essays')}
      hideCaption
      rows={essays}
      rowKey={(essay) => essay.slug}
      columns={[
        {
          key: 'essay',
          head: t('progress.path.essayHead'),
          names: true,
          cell: (essay) =>
            essay.state === 'upcoming' ? essay.title : <a href={paths.essay(essay.slug)}>{essay.title}</a>,
        },
        {
          key: 'state',
          head: t('progress.path.stateHead'),
          cell: (essay) =>
            essay.state === 'released' ? (
              <a href={paths.feedback(essay.slug)}>{t('progress.path.feedback')}</a>
            ) : (
              <>
                <EssaySentence essay={essay} zone={zone} />
                {essay.feedback && (
                  <>
                    <br />
                    <a href={paths.feedback(essay.slug)}>{t('essays.list.earlier')}</a>
                  </>
                )}
              </>
            ),
        },
        {
          key: 'points',
          head: t('progress.path.pointsHead'),
          right: true,
          cell: ({ feedback, state }) =>
            feedback ? (
              <>
                {t('progress.essay.points', {
                  points: formatNumber(feedback.points, locale),
                  max: formatNumber(feedback.maxPoints, locale),
                })}
                {state !== 'released' && (
                  <span className="small soft">
                    <br />
                    {t('progress.path.ofAttempt', { attempt: feedback.attempt })}
                  </span>
                )}
              </>
            ) : (
              t('progress.path.noPoints')
            ),
        },
      ]}
    />
  )
}
