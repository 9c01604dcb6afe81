import type { ReactNode } from 'react'
import { formatDate } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { CachedHtml } from '#app/ui/cached-html.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { LessonText } from '../lesson-text.ts'
import type { SelfCheckVerdict } from '../self-check.ts'
import { CitedLaw } from './cited-law.tsx'
import { Contents } from './contents.tsx'
import { foreignLang, LessonBody, type RefusedCheck } from './lesson-body.tsx'

/** A lesson as its page shows it. */
export type LessonFacts = {
  day: number
  versionId: string
  number: number
  publishedAt: Date
  outOfDate: boolean
  sphere: string | null
  lawAsOf: string | null
  text: LessonText
  /** The verdicts on the reader's answers, by self-check. */
  verdicts: Readonly<Record<string, SelfCheckVerdict>>
}

/** A lesson to read: contents, text with its self-checks, the law it cites; what comes after the text is given. */
export function LessonPage({
  lesson,
  zone,
  refused,
  children,
}: {
  lesson: LessonFacts
  zone: string
  /** A self-check whose last answer was refused, and why. */
  refused: RefusedCheck | null
  children: ReactNode
}) {
  const { t, locale } = useI18n()
  const { text } = lesson
  const outline = t('lessons.outline', { day: lesson.day, minutes: text.minutes })
  const version = t('lessons.version', {
    number: lesson.number,
    date: formatDate(lesson.publishedAt, locale, zone),
  })
  const lawAsOf = lesson.lawAsOf && formatDate(new Date(`${lesson.lawAsOf}T00:00:00Z`), locale, 'UTC')
  const cited = () => <CitedLaw cited={text.cited} lawAsOf={lawAsOf} />
  return (
    <div className="wrap" data-offline={t('lessons.check.offline')} data-worker={paths.serviceWorker()}>
      <Contents versionId={lesson.versionId} toc={text.toc} />
      <main id="main" className="read">
        <p className="kicker">{[outline, lesson.sphere, version].filter(Boolean).join('\u00a0· ')}</p>
        <h1 lang={foreignLang(text.locale, locale)}>{text.title}</h1>
        {text.locale !== locale && (
          <Notice tone="warn">{t('lessons.fallback', { language: text.locale })}</Notice>
        )}
        {lesson.outOfDate && <Notice tone="warn">{t('lessons.outOfDate')}</Notice>}
        <LessonBody {...lesson} refused={refused} />
        <CachedHtml
          className="part"
          pieces={[{ name: `${lesson.versionId} cited ${lesson.lawAsOf}`, content: cited }]}
        />
        {children}
      </main>
    </div>
  )
}
