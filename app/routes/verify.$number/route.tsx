import { data, type LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { Facts } from '#app/features/essays/components/receipt-facts.tsx'
import { submissionOf } from '#app/features/essays/queries/receipts.server.ts'
import { submissionFacts } from '#app/features/essays/receipt-facts.server.ts'
import { readReceiptNumber } from '#app/features/essays/receipt-number.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const t = translator(ctx.locale)
  const title = t('receipts.title')
  const no = (refused: 'tooMany' | 'typo' | 'unknown', status: number) =>
    data({ title, refused, facts: [] }, { status })
  if ((await context.services.limits.verify.spend(context.address)) > 0) return no('tooMany', 429)
  const number = readReceiptNumber(params.number ?? '')
  if (number && !number.ok) return no(number.reason, 404)
  const submission = number && (await submissionOf(ctx, number.value))
  if (!submission) return no('unknown', 404)
  return data({ title, refused: null, facts: submissionFacts(submission, { t, locale: ctx.locale }) })
}

export default function VerifyNumber() {
  const { t } = useI18n()
  const { title, refused, facts } = useLoaderData<typeof loader>()
  return (
    <Page>
      <PageHead title={title} lead={t('receipts.lead')} />
      {refused ? (
        <Notice tone="bad">{t(`receipts.${refused}`)}</Notice>
      ) : (
        <>
          <Notice tone="good" title={t('receipts.submitted')} />
          <Facts facts={facts} />
        </>
      )}
      <p className="acts no-print">
        <ButtonLink href={paths.verify()}>{t('receipts.another')}</ButtonLink>
      </p>
    </Page>
  )
}
