import type { Piece } from '#app/features/essays/word-diff.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'

export type VersionProps = {
  id: string
  at: string
  facts: string
  late: boolean
  text: string
  /** Against the text on the server now; null where there is too little in common. */
  changes: Piece[] | 'same' | null
  restorable: boolean
}

/** One version: what differs from now, the whole text, and the way back to it. */
export function Version({ slug, ...version }: VersionProps & { slug: string }) {
  const { t } = useI18n()
  const { id, at, facts, late, text, restorable } = version
  return (
    <section id="version" className="sheet">
      <h2>{t('history.version', { at })}</h2>
      <p className="meta">{facts}</p>
      {late && <Notice tone="warn">{t('history.lateNote')}</Notice>}
      <Changes changes={version.changes} />
      {text === '' ? (
        <p>{t('history.empty')}</p>
      ) : (
        <details>
          <summary>{t('history.whole')}</summary>
          <textarea readOnly rows={14} defaultValue={text} aria-label={t('history.whole')} />
        </details>
      )}
      {restorable && (
        <form method="post" action={paths.history(slug)} className="stack">
          <input type="hidden" name="snapshot" value={id} />
          <p className="small soft">{t('history.restoreNote')}</p>
          <p className="acts">
            <Button kind="main">{t('history.restore')}</Button>
          </p>
        </form>
      )}
    </section>
  )
}

function Changes({ changes }: Pick<VersionProps, 'changes'>) {
  const { t } = useI18n()
  if (changes === 'same') return <p>{t('history.same')}</p>
  if (changes === null) return <p>{t('history.far')}</p>
  return (
    <>
      <h3>{t('history.changes')}</h3>
      <p className="small changes">
        <del>{t('history.onlyThen')}</del> <ins>{t('history.onlyNow')}</ins>
      </p>
      <div className="changes whole">
        {changes.map(({ text, only }, index) => {
          const Mark = only === 'before' ? 'del' : only === 'after' ? 'ins' : 'span'
          // Pieces have no other name than their place.
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is never changed
          return <Mark key={index}>{text}</Mark>
        })}
      </div>
    </>
  )
}
