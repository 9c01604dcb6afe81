import { useI18n } from '#app/i18n/react.tsx'
import { Notice } from '#app/ui/notice.tsx'

type LeftWordsProps = {
  /** Of the drafts of closed attempts; null where this browser says that it has no unsent words. */
  drafts: string[] | null
  /** Address of the script. */
  island: string
  nonce: string
}

/**
 * Filled by its script where this device has words of an essay that was closed before they reached the server: sends
 * them, for staff to judge, and gives what the server does not keep as a file.
 */
export function LeftWords({ drafts, island, nonce }: LeftWordsProps) {
  const { t } = useI18n()
  if (!drafts?.length) return null
  return (
    <div
      data-left-words={JSON.stringify(drafts)}
      data-download={t('essays.editor.download')}
      data-count={t('essays.out.words', { words: '{words}' })}
    >
      <div role="status" data-sent hidden>
        <Notice tone="good">{t('essays.leftWords.sent')}</Notice>
      </div>
      <div role="status" data-left hidden>
        <Notice tone="warn">
          <p>{t('essays.leftWords.here')}</p>
          <ul className="plain fields" data-list />
        </Notice>
      </div>
      <script type="module" src={island} nonce={nonce} />
    </div>
  )
}
