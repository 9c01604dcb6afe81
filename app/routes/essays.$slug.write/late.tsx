import { useI18n } from '#app/i18n/react.tsx'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

type LateProps = { essay: string; text: string; kept: boolean; language: string; back: string }

/** Words that reached the server after the essay was closed: they do not count, and they are not lost. */
export function Late({ essay, text, kept, language, back }: LateProps) {
  const { t } = useI18n()
  return (
    <Page>
      <PageHead kicker={essay} title={t('essays.late.title')} />
      <Notice tone="warn">{t(kept ? 'essays.late.kept' : 'essays.late.text')}</Notice>
      <textarea readOnly rows={14} lang={language} aria-label={t('essays.late.label')} defaultValue={text} />
      <p className="acts">
        <ButtonLink kind="main" href={back}>
          {t('essays.late.back')}
        </ButtonLink>
      </p>
    </Page>
  )
}
