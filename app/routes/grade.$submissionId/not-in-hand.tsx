import { type MarkedEssay, ReturnedEssay } from '#app/features/grading/components/returned-essay.tsx'
import { WithdrawButton } from '#app/features/grading/components/withdraw-button.tsx'
import type { MarkContent } from '#app/features/grading/mark.ts'
import type { Returned } from '#app/features/grading/queries/returned.server.ts'
import { maxPoints } from '#app/features/rubrics/rubric.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { FigureNumber } from '#app/ui/progress.tsx'

type NotInHandProps = {
  title: string
  state: 'free' | 'taken' | 'marked'
  /** Until when another marker has it, and the zone of that time. */
  until: string | null
  offset: string
  /** The finished mark, for those who may read it. */
  finished: (MarkedEssay & Pick<Returned, 'points' | 'title'>) | null
  /** Until when the reader may take the own mark back; null where that is over or was never so. */
  withdrawUntil: string | null
  refused: 'too_many' | 'too_late' | 'released' | 'none' | null
  /** What was typed when the script was lost: shown, so that it can be copied. */
  content: MarkContent | null
  /** The page itself, with the filter of the queue. */
  address: string
  queueHref: string
}

/** A script that is not in the marker's hands: take it, see who has it, or read its mark. */
export function NotInHand(props: NotInHandProps) {
  const { title, state, until, offset, finished, withdrawUntil, refused, content, address, queueHref } = props
  const { t } = useI18n()
  const typed = content
    ? [
        content.overall,
        ...Object.values(content.remarks),
        ...content.annotations.map(({ comment }) => comment),
      ].filter((text) => text.trim())
    : []
  return (
    <Page width={finished ? 'wide' : 'form'}>
      <PageHead
        title={title}
        kicker={finished?.title}
        figures={
          finished && (
            <FigureNumber value={`${finished.points} / ${maxPoints(finished.criteria)}`}>
              {t('grading.returned.total')}
            </FigureNumber>
          )
        }
      />
      {content && <Notice tone="warn">{t('grading.offer.lost')}</Notice>}
      {refused && <Notice tone="warn">{t(`marking.refused.${refused}`)}</Notice>}
      {state === 'free' && <p>{t('grading.offer.free')}</p>}
      {state === 'taken' && <p>{t('grading.offer.taken', { time: until ?? '', offset })}</p>}
      {state === 'marked' && <p>{t('grading.offer.marked')}</p>}
      <div className="acts">
        {state === 'free' && (
          <form method="post" action={address}>
            <Button kind="main" name="intent" value="take">
              {t('grading.offer.take')}
            </Button>
          </form>
        )}
        {withdrawUntil && <WithdrawButton action={address} until={withdrawUntil} offset={offset} />}
        <ButtonLink href={queueHref}>{t('grading.offer.toQueue')}</ButtonLink>
      </div>
      {finished && <ReturnedEssay essay={finished} heading={t('grading.returned.script')} />}
      {typed.length > 0 && (
        <section>
          <h2>{t('grading.offer.typed')}</h2>
          <div className="as-typed">{typed.join('\n\n')}</div>
        </section>
      )}
    </Page>
  )
}
