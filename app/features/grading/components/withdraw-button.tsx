import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'

type Props = {
  /** The page of the script. */
  action: string
  /** Until when it works, in words, and the zone of that time. */
  until: string
  offset: string
}

/** Takes an own finished mark back; the draft returns to the marking page. */
export function WithdrawButton({ action, until, offset }: Props) {
  const { t } = useI18n()
  return (
    <form method="post" action={action}>
      <Button slim name="intent" value="withdraw">
        {t('marking.withdraw.do')}
      </Button>{' '}
      <span className="small soft num">{t('marking.withdraw.until', { time: until, offset })}</span>
    </form>
  )
}
