import { Fragment } from 'react'
import { formatDate } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { checkAnchor } from './self-check-form.tsx'

/** How far a lesson is from being completed. */
export type CompletionFacts = {
  slug: string
  number: number
  completedAt: Date | null
  correctedSince: boolean
  missing: { id: string; number: number }[]
}

/** The end of a lesson: the button that completes it, what is missing before it may, or when it was completed. */
export function Completion({
  lesson,
  zone,
  refused = false,
}: {
  lesson: CompletionFacts
  zone: string
  refused?: boolean
}) {
  const { t, locale } = useI18n()
  if (lesson.completedAt) {
    return (
      <div className="ending no-print" id="completion" tabIndex={-1}>
        <p className="verdict good">
          {t('lessons.complete.done', { date: formatDate(lesson.completedAt, locale, zone) })}
        </p>
        {lesson.correctedSince && <p>{t('lessons.complete.corrected', { number: lesson.number })}</p>}
        <ButtonLink kind="main" href={paths.today()}>
          {t('lessons.closed.today')}
        </ButtonLink>
      </div>
    )
  }
  return (
    <form
      className="ending no-print"
      id="completion"
      method="post"
      action={paths.lesson(lesson.slug, 'completion')}
    >
      {refused && (
        <p className="err" role="alert">
          {t('lessons.complete.refused')}
        </p>
      )}
      {lesson.missing.length > 0 && (
        <p>
          {t('lessons.complete.missing', { count: lesson.missing.length })}{' '}
          {lesson.missing.map(({ id, number }, index) => (
            <Fragment key={id}>
              {index > 0 && ', '}
              <a className="nowrap" href={`#${checkAnchor(id)}`}>
                {t('lessons.complete.question', { number })}
              </a>
            </Fragment>
          ))}
        </p>
      )}
      <Button kind="main">{t('lessons.complete.do')}</Button>
    </form>
  )
}
