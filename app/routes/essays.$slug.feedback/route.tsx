import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { numbered } from '#app/features/grading/annotations.ts'
import { clockOf } from '#app/features/grading/clock.server.ts'
import { EssayText } from '#app/features/grading/components/essay-text.tsx'
import { passes } from '#app/features/grading/mark.ts'
import { feedbackOf } from '#app/features/grading/queries/returned.server.ts'
import { maxPoints } from '#app/features/rubrics/rubric.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Bars } from '#app/ui/chart.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { FigureNumber } from '#app/ui/progress.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'feedback.read', { promptSlug: params.slug ?? '' })
  const returned = await feedbackOf(ctx, permit)
  if (!returned) throw new Response(null, { status: 404 })
  const { moment, offset } = clockOf(ctx)
  const { alias: _alias, submittedAt, releasedAt: _released, ...essay } = returned
  return { ...essay, submitted: moment(submittedAt), offset }
}

export default function Feedback() {
  const { t, locale } = useI18n()
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
      {essay.overall && (
        <section>
          <h2>{t('grading.returned.overall')}</h2>
          <div className="note as-typed" lang={essay.locale}>
            {essay.overall}
          </div>
        </section>
      )}
      <section>
        <h2>{t('grading.returned.scores')}</h2>
        <Bars
          caption={t('grading.returned.scores')}
          hideCaption
          heads={{ label: t('grading.returned.criterion'), value: t('grading.returned.points') }}
          max={Math.max(...criteria.map((criterion) => criterion.max))}
          data={criteria.map(({ id, title, max: most }) => ({
            label: title[locale],
            value: essay.scores[id] ?? 0,
            text: `${essay.scores[id] ?? 0} / ${most}`,
          }))}
        />
        <Meanings />
      </section>
      <section>
        <h2>{t('grading.returned.essay')}</h2>
        <Comments />
      </section>
      <details className="model">
        <summary>{t('grading.returned.model')}</summary>
        <p className="small soft">{t('grading.returned.modelHint')}</p>
        <div className="read" lang={essay.locale} dangerouslySetInnerHTML={{ __html: essay.model }} />
      </details>
      <p className="acts no-print">
        <ButtonLink href={paths.essays()}>{t('grading.returned.back')}</ButtonLink>
        <span className="small soft">{t('grading.returned.print')}</span>
      </p>
    </Page>
  )
}

function Meanings() {
  const { locale } = useI18n()
  const { criteria, scores, remarks, locale: language } = useLoaderData<typeof loader>()
  return (
    <dl>
      {criteria.map(({ id, title, levels }) => (
        <div key={id}>
          <dt>
            <strong>{title[locale]}</strong>
          </dt>
          <dd>
            {levels.find((level) => level.points === scores[id])?.participant[locale]}
            {remarks[id] && (
              <p className="as-typed" lang={language}>
                {remarks[id]}
              </p>
            )}
          </dd>
        </div>
      ))}
    </dl>
  )
}

function Comments() {
  const { t, locale } = useI18n()
  const { text, annotations, locale: language, criteria } = useLoaderData<typeof loader>()
  const list = numbered(annotations)
  const titleOf = (id: string | null) =>
    criteria.find((criterion) => criterion.id === id)?.title[locale] ?? t('grading.mark.general')
  return (
    <div className="feedback">
      <EssayText text={text} annotations={annotations} lang={language} />
      {list.length === 0 ? (
        <p className="soft">{t('grading.returned.noComments')}</p>
      ) : (
        <ol className="margin plain" aria-label={t('grading.returned.comments')}>
          {list.map(({ id, number, criterion, comment, selector }) => (
            <li key={id} id={`c-${id}`} className={number % 2 === 0 ? 'cm b' : 'cm'}>
              <div className="who">
                <span>{titleOf(criterion)}</span>
                <a href={`#m-${id}`} aria-label={t('grading.mark.toWords')}>
                  {number}
                </a>
              </div>
              <p className="quote">«{selector.quote}»</p>
              <p className="as-typed" lang={language}>
                {comment}
              </p>
            </li>
          ))}
        </ol>
      )}
    </div>
  )
}
