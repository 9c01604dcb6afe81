import { type MarkedEssay, ReturnedEssay } from '#app/features/grading/components/returned-essay.tsx'
import type { MarkWork } from '#app/features/grading/mark.ts'
import type { Returned } from '#app/features/grading/queries/returned.server.ts'
import { maxPoints } from '#app/features/rubrics/rubric.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { FigureNumber } from '#app/ui/progress.tsx'

type OfferProps = {
  title: string
  offer: { state: 'free' | 'taken' | 'marked' | 'own'; until: string | null; offset: string } | null
  /** The finished mark, for those who may read it. */
  finished: (MarkedEssay & Pick<Returned, 'points' | 'title'>) | null
  refused: string | null
  /** What was typed when the script was lost: shown, so that it can be copied. */
  work: MarkWork | null
}

/** A script that is not in the marker's hands: take it, or see who has it. */
export function Offer({ title, offer, finished, refused, work }: OfferProps) {
  const { t } = useI18n()
  const state = offer?.state ?? 'free'
  const typed = work
    ? [work.overall, ...Object.values(work.remarks), ...work.annotations.map(({ comment }) => comment)]
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
      {work && <Notice tone="warn">{t('grading.offer.lost')}</Notice>}
      {refused === 'too_many' && <Notice tone="warn">{t('grading.offer.too_many')}</Notice>}
      {state === 'free' && <p>{t('grading.offer.free')}</p>}
      {state === 'taken' && (
        <p>{t('grading.offer.taken', { time: offer?.until ?? '', offset: offer?.offset ?? '' })}</p>
      )}
      {state === 'marked' && <p>{t('grading.offer.marked')}</p>}
      <div className="acts">
        {state === 'free' && (
          <form method="post">
            <Button kind="main" name="intent" value="take">
              {t('grading.offer.take')}
            </Button>
          </form>
        )}
        <ButtonLink href={paths.grade()}>{t('grading.offer.toQueue')}</ButtonLink>
      </div>
      {finished && <ReturnedEssay essay={finished} heading={t('grading.returned.script')} />}
      {typed.some((text) => text.trim()) && (
        <section>
          <h2>{t('grading.offer.typed')}</h2>
          <div className="as-typed">{typed.filter((text) => text.trim()).join('\n\n')}</div>
        </section>
      )}
    </Page>
  )
}
