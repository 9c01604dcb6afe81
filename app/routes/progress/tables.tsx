import { EssaySentence } from '#app/features/progress/components/essay-line.tsx'
import type { EssayState } from '#app/features/progress/essay-glance.ts'
import type { EssayGlance } from '#app/features/progress/queries/essays.server.ts'
import type { JourneyLesson } from '#app/features/progress/queries/journey.server.ts'
import type { CourseDayState } from '#app/features/progress/today.ts'
import { formatNumber } from '#app/i18n/numbers.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Bars } from '#app/ui/chart.tsx'
import { DataTable } from '#app/ui/table.tsx'

type PathDay = CourseDayState & { lessons: JourneyLesson[] }
type PathEssay = { essay: EssayGlance; state: EssayState }

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

/** The essays: where each stands, and the points once they are released. */
export function EssayTable({ essays, zone }: { essays: PathEssay[]; zone: string }) {
  const { t, locale } = useI18n()
  return (
    <DataTable
      caption={t('progress.path.essays')}
      hideCaption
      rows={essays}
      rowKey={({ essay }) => essay.slug}
      columns={[
        {
          key: 'essay',
          head: t('progress.path.essayHead'),
          names: true,
          cell: ({ essay, state }) =>
            state === 'closed' ? essay.title : <a href={paths.essay(essay.slug)}>{essay.title}</a>,
        },
        {
          key: 'state',
          head: t('progress.path.stateHead'),
          cell: ({ essay, state }) =>
            state === 'released' ? (
              <a href={paths.feedback(essay.slug)}>{t('progress.path.feedback')}</a>
            ) : (
              <EssaySentence essay={essay} state={state} zone={zone} />
            ),
        },
        {
          key: 'points',
          head: t('progress.path.pointsHead'),
          right: true,
          cell: ({ essay }) =>
            essay.points === null
              ? t('progress.path.noPoints')
              : t('progress.essay.points', {
                  points: formatNumber(essay.points, locale),
                  max: formatNumber(essay.maxPoints, locale),
                }),
        },
      ]}
    />
  )
}
