import type { MarkWork } from '#app/features/grading/mark.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

type OfferProps = {
  title: string
  alias: string
  offer: { state: 'free' | 'taken' | 'marked' | 'own'; until: string | null; offset: string } | null
  refused: string | null
  /** What was typed when the script was lost: shown, so that it can be copied. */
  work: MarkWork | null
}

/** A script that is not in the marker's hands: take it, or see who has it. */
export function Offer({ title, offer, refused, work }: OfferProps) {
  const { t } = useI18n()
  const state = offer?.state ?? 'free'
  const typed = work
    ? [work.overall, ...Object.values(work.remarks), ...work.annotations.map(({ comment }) => comment)]
    : []
  return (
    <Page width="form">
      <PageHead title={title} />
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
      {typed.some((text) => text.trim()) && (
        <section>
          <h2>{t('grading.offer.typed')}</h2>
          <div className="as-typed">{typed.filter((text) => text.trim()).join('\n\n')}</div>
        </section>
      )}
    </Page>
  )
}
