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
  limits: { min: number; max: number }
  back: string
}

/** The last look before an essay is handed in for good. */
export function Review({ essay, text, revision, language, limits, back }: ReviewProps) {
  const { t } = useI18n()
  const words = countWords(text)
  const fault = words < limits.min ? 'short' : words > limits.max ? 'long' : null
  return (
    <Page>
      <PageHead kicker={essay} title={t('essays.review.title')} lead={t('essays.review.lead', { words })} />
      {fault && <Notice tone="warn">{t(`essays.review.${fault}`, { ...limits, words })}</Notice>}
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
