import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { UnsentText } from '#app/features/essays/components/unsent-text.tsx'
import unsentText from '#app/features/essays/islands/unsent-text.island.ts?worker&url'
import { closedDrafts } from '#app/features/essays/queries/closed-drafts.server.ts'
import { receiptOf } from '#app/features/essays/queries/draft.server.ts'
import { feedbackPromise } from '#app/features/grading/queries/policy.server.ts'
import { formatZoned } from '#app/i18n/dates.ts'
import { localeNames } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx, saysUnsent } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'feedback.read', { promptSlug: params.slug ?? '' })
  const receipt = await receiptOf(ctx, permit)
  if (!receipt) throw new Response(null, { status: 404 })
  const [cohort] = requirePerson(ctx, request).cohorts
  const zone = cohort?.zone ?? 'UTC'
  const promise = cohort ? await feedbackPromise(ctx, { ...permit, cohortId: cohort.id }) : null
  const { submittedAt, locale, ...rest } = receipt
  const t = translator(ctx.locale)
  return {
    ...rest,
    left: saysUnsent(request) ? await closedDrafts(ctx, permit) : null,
    nonce: context.nonce,
    slug: params.slug ?? '',
    essay: receipt.title,
    title: t('essays.receipt.title'),
    language: localeNames[locale],
    submittedAt: formatZoned(submittedAt, ctx.locale, zone, t),
    promise:
      promise?.dueAt && t('essays.promise.by', { at: formatZoned(promise.dueAt, ctx.locale, zone, t) }),
  }
}

export default function Receipt() {
  const { t } = useI18n()
  const page = useLoaderData<typeof loader>()
  const { essay, number, submittedAt, words, late, sha256, language, title, slug, feedback } = page
  const facts: [string, string][] = [
    [t('essays.receipt.number'), number],
    [t('essays.receipt.at'), submittedAt],
    [t('essays.receipt.words'), String(words)],
    [t('essays.receipt.language'), language],
    [t('essays.receipt.sha'), sha256],
  ]
  return (
    <Page>
      <PageHead kicker={essay} title={title} lead={t('essays.receipt.lead')} />
      {page.promise && <Notice>{page.promise}</Notice>}
      {late && <Notice tone="warn">{t('essays.receipt.late')}</Notice>}
      <UnsentText drafts={page.left} nonce={page.nonce} island={unsentText} />
      <dl className="sheet receipt">
        {facts.map(([name, value]) => (
          <div key={name}>
            <dt className="small soft">{name}</dt>
            <dd className="num">{value}</dd>
          </div>
        ))}
      </dl>
      <p className="acts no-print">
        <ButtonLink kind="main" href={paths.essays()}>
          {t('essays.receipt.back')}
        </ButtonLink>
        {feedback && <ButtonLink href={paths.feedback(slug)}>{t('essays.list.action.released')}</ButtonLink>}
        <ButtonLink kind="quiet" href={paths.history(slug)}>
          {t('history.link')}
        </ButtonLink>
        <ButtonLink kind="quiet" href={paths.receiptsFile(slug)} download>
          {t('history.receipts')}
        </ButtonLink>
        <ButtonLink kind="quiet" href={paths.verify(number)}>
          {t('receipts.check')}
        </ButtonLink>
      </p>
    </Page>
  )
}
