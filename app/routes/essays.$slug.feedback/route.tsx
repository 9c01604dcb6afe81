import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { clockOf } from '#app/features/grading/clock.server.ts'
import { ReturnedEssay } from '#app/features/grading/components/returned-essay.tsx'
import print from '#app/features/grading/islands/print.island.ts?worker&url'
import { passes } from '#app/features/grading/mark.ts'
import { feedbackOf } from '#app/features/grading/queries/returned.server.ts'
import { maxPoints } from '#app/features/rubrics/rubric.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { privatePage } from '#app/platform/private-page.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { FigureNumber } from '#app/ui/progress.tsx'

export const headers = privatePage

// An export for the browser's build too: without one the build would leave the script out.
export const handle = { script: print }

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'feedback.read', { promptSlug: params.slug ?? '' })
  const returned = await feedbackOf(ctx, permit)
  if (!returned) throw new Response(null, { status: 404 })
  const { moment, offset } = clockOf(ctx)
  const { alias: _alias, submittedAt, releasedAt: _released, ...essay } = returned
  return { ...essay, submitted: moment(submittedAt), offset, nonce: context.nonce }
}

export default function Feedback() {
  const { t } = useI18n()
  const essay = useLoaderData<typeof loader>()
  const { criteria, points, passPoints } = essay
  const max = maxPoints(criteria)
  const passed = passes(points, passPoints)
  return (
    <Page width="wide">
      <PageHead
        kicker={t('grading.returned.kicker', {
          moment: essay.submitted,
          offset: essay.offset,
          receipt: essay.receiptNumber,
        })}
        title={essay.title}
        figures={<FigureNumber value={`${points} / ${max}`}>{t('grading.returned.total')}</FigureNumber>}
      />
      <p>
        <Tag tone={passed ? 'good' : 'warn'}>
          {t(passed ? 'grading.returned.pass' : 'grading.returned.below', { points: passPoints })}
        </Tag>
      </p>
      <ReturnedEssay essay={essay} heading={t('grading.returned.essay')} />
      <p className="acts no-print">
        <ButtonLink href={paths.essays()}>{t('grading.returned.back')}</ButtonLink>
        <Button type="button" data-print hidden>
          {t('grading.returned.printDo')}
        </Button>
        <span className="small soft">{t('grading.returned.print')}</span>
        <script type="module" src={print} nonce={essay.nonce} />
      </p>
    </Page>
  )
}
