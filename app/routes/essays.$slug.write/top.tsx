import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import type { WritingData } from './page-data.ts'

/** Title, time, where the words are, how many, and the way out: one quiet bar. */
export function Top({ page }: { page: WritingData }) {
  const { t } = useI18n()
  const left = Math.max(
    0,
    Math.floor((Date.parse(page.clock.deadline) - Date.parse(page.clock.now)) / 60_000),
  )
  const { words } = page
  return (
    <header className="top">
      <h1 title={page.title}>{page.title}</h1>
      <strong className="clock num" data-clock>
        {t('essays.editor.left', { hours: Math.floor(left / 60), minutes: left % 60 })}
      </strong>
      <span className="until soft" data-until>
        {t('essays.editor.until', { at: `${page.until} (${page.zone})` })}
      </span>
      <span className="saved-line">
        <span className="saved" data-state>
          {page.savedAt ? t('essays.editor.savedServer', { time: page.savedAt }) : t('essays.editor.begun')}
        </span>
        <button
          className="receipt-btn"
          type="button"
          aria-label={t('essays.editor.receiptLabel')}
          data-receipt
          hidden
        >
          {t('essays.editor.receipt')}
        </button>
      </span>
      <span className="words num">
        {t('essays.editor.words')} <b data-words>{words.now}</b>{' '}
        <span>{t('essays.editor.limits', { min: words.min, max: words.max })}</span>
      </span>
      <span className="acts">
        <Button slim name="intent" value="save" data-plain-save>
          {t('essays.editor.save')}
        </Button>
        <Button slim kind="main" name="intent" value="review" data-hand-in>
          {t('essays.editor.submit')}
        </Button>
      </span>
    </header>
  )
}
