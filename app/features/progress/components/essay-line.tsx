import type { EssayState } from '#app/features/essays/essay-state.ts'
import type { EssaySummary } from '#app/features/essays/essay-summary.ts'
import { formatMoment, zoneName } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { MessageValues } from '#app/i18n/messages.ts'
import { formatNumber } from '#app/i18n/numbers.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/notice.tsx'

/** Values for a sentence with a moment: the time and, always, its zone. */
export function dueMoment(at: Date | null, locale: Locale, zone: string): MessageValues {
  return at
    ? { moment: formatMoment(at, locale, zone), zone: zoneName(at, locale, zone) }
    : { moment: '', zone: '' }
}

const moments = {
  upcoming: 'opensAt',
  open: 'dueAt',
  overdue: 'cutOffAt',
  missed: 'dueAt',
  writing: 'deadlineAt',
  submitted: 'submittedAt',
} as const satisfies Partial<Record<EssayState, keyof EssaySummary>>

/** The state of an essay in a sentence; `state` may stand in for its own. */
export function useEssaySentence(essay: EssaySummary, zone: string, state: EssayState = essay.state): string {
  const { t, locale } = useI18n()
  const { feedback } = essay
  if (state === 'released') {
    return t('progress.essay.released', {
      points: formatNumber(feedback?.points ?? 0, locale),
      max: formatNumber(feedback?.maxPoints ?? 0, locale),
    })
  }
  if (state === 'closing' || state === 'empty') return t(`progress.essay.${state}`)
  const sentence = state === 'submitted' && essay.late ? 'submittedLate' : state
  return t(`progress.essay.${sentence}`, dueMoment(essay[moments[state]], locale, zone))
}

/** The same where a table has a cell for it. */
export function EssaySentence({ essay, zone }: { essay: EssaySummary; zone: string }) {
  return <>{useEssaySentence(essay, zone)}</>
}

/** An essay in a list of things to do. */
export function EssayLine({ essay, zone }: { essay: EssaySummary; zone: string }) {
  const { t } = useI18n()
  const sentence = useEssaySentence(essay, zone)
  const { title, slug, minutes, state, feedback } = essay
  return (
    <li>
      <span>{t(state === 'released' ? 'progress.essay.feedback' : 'progress.essay.name', { title })}</span>
      <span className="soft small num">
        {sentence}
        {(state === 'open' || state === 'overdue') && ` · ${t('progress.minutes', { minutes })}`}
        {feedback && state !== 'released' && (
          <>
            <br />
            <a href={paths.feedback(slug)}>{t('essays.list.earlier')}</a>
          </>
        )}
      </span>
      {state === 'released' ? (
        <ButtonLink slim href={paths.feedback(slug)}>
          {t('progress.essay.do.read')}
        </ButtonLink>
      ) : state === 'writing' ? (
        <ButtonLink slim href={paths.write(slug)}>
          {t('progress.essay.do.write')}
        </ButtonLink>
      ) : state === 'upcoming' ? (
        <Tag>{t('progress.minutes', { minutes })}</Tag>
      ) : (
        <ButtonLink slim href={paths.essay(slug)}>
          {t('progress.essay.do.open')}
        </ButtonLink>
      )}
    </li>
  )
}
