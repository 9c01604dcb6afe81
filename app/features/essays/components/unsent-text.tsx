import { useI18n } from '#app/i18n/react.tsx'
import { Notice } from '#app/ui/notice.tsx'

type UnsentTextProps = {
  /** Draft addresses of closed attempts; null where the cookie says that this browser has no unsent text. */
  drafts: string[] | null
  /** Address of the script. */
  island: string
  nonce: string
}

/**
 * Filled by its script where this device has text of an essay that was closed before the text reached the server: uploads
 * it for staff to judge, and offers what the server refuses as a file.
 */
export function UnsentText({ drafts, island, nonce }: UnsentTextProps) {
  const { t } = useI18n()
  if (!drafts?.length) return null
  return (
    <div
      data-unsent-text={JSON.stringify(drafts)}
      data-download={t('essays.editor.download')}
      data-count={t('essays.out.words', { words: '{words}' })}
    >
      <div role="status" data-sent hidden>
        <Notice tone="good">{t('essays.unsentText.sent')}</Notice>
      </div>
      <div role="status" data-left hidden>
        <Notice tone="warn">
          <p>{t('essays.unsentText.here')}</p>
          <ul className="plain fields" data-list />
        </Notice>
      </div>
      <script type="module" src={island} nonce={nonce} />
    </div>
  )
}
