import { useI18n } from '#app/i18n/react.tsx'
import { Notice } from '#app/ui/notice.tsx'

type Props = {
  alias: string
  /** The finished script, where the mark is read and taken back. */
  href: string
  /** Until when it may be taken back, in words; null where that is over. */
  until: string | null
  offset: string
}

/** Says that a script is finished, and until when its mark may be taken back. */
export function FinishedNotice({ alias, href, until, offset }: Props) {
  const { t } = useI18n()
  return (
    <Notice
      tone="good"
      action={
        <a className="btn slim" href={href}>
          {t('marking.withdraw.open')}
        </a>
      }
    >
      {t('grading.queue.done', { alias })}{' '}
      {until && <span className="small num">{t('marking.withdraw.until', { time: until, offset })}</span>}
    </Notice>
  )
}
