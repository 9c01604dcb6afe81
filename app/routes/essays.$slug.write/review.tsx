import { lengthFault, type WordLimits } from '#app/features/essays/word-limits.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

type ReviewProps = {
  essay: string
  text: string
  revision: number
  language: string
  limits: WordLimits
  /** The due time has passed: what is handed in now is flagged. */
  late: boolean
  back: string
}

/** The last look before an essay is handed in for good. */
export function Review({ essay, text, revision, language, limits, late, back }: ReviewProps) {
  const { t } = useI18n()
  const words = countWords(text)
  const length = lengthFault(words, limits)
  return (
    <Page>
      <PageHead kicker={essay} title={t('essays.review.title')} lead={t('essays.review.lead', { words })} />
      {late && <Notice tone="warn">{t('essays.review.late')}</Notice>}
      {length && <Notice tone="warn">{t(`essays.review.${length.fault}`, { ...limits, words })}</Notice>}
      <form method="post" className="acts">
        <input type="hidden" name="text" value={text} />
        <input type="hidden" name="baseRevision" value={revision} />
        <Button kind="main" name="intent" value="submit">
          {t('essays.review.submit')}
        </Button>
        <ButtonLink href={back}>{t('essays.review.back')}</ButtonLink>
      </form>
      <div className="read essay-text" lang={language}>
        {text}
      </div>
    </Page>
  )
}
