import { useI18n } from '#app/i18n/react.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Form } from '#app/ui/form.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

/** What a release would do, and the choice it was asked for with. */
export type Asks = {
  which: 'chosen' | 'all'
  outcome: string[]
  /** With `all`: what was finished by then, ISO. */
  until: string
  outcomes: number
  mails: number
}

/** Says what a release does, because it cannot be undone, before it is done. */
export function ConfirmRelease({ asks, address }: { asks: Asks; address: string }) {
  const { t } = useI18n()
  const { which, outcome, until, outcomes, mails } = asks
  if (outcomes === 0) {
    return (
      <Page width="form">
        <PageHead title={t('grading.release.done', { count: 0 })} />
        <p>
          <ButtonLink href={address}>{t('grading.returned.toRelease')}</ButtonLink>
        </p>
      </Page>
    )
  }
  return (
    <Page width="form">
      <PageHead
        title={t('grading.release.confirmTitle', { count: outcomes })}
        lead={t('grading.release.confirmText', { count: mails })}
      />
      <Form action={address} className="acts">
        <input type="hidden" name="confirmed" value="yes" />
        <input type="hidden" name="until" value={until} />
        {outcome.map((id) => (
          <input key={id} type="hidden" name="outcome" value={id} />
        ))}
        <Button kind="main" name="which" value={which}>
          {t('grading.release.confirmDo', { count: outcomes })}
        </Button>
        <ButtonLink kind="quiet" href={address}>
          {t('site.cancel')}
        </ButtonLink>
      </Form>
    </Page>
  )
}
