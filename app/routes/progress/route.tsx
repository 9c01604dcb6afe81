import type { LoaderFunctionArgs } from '@remix-run/node'
import { redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { cohortOf } from '#app/access/actor.ts'
import { authorize } from '#app/access/authorize.server.ts'
import { behindBy, worksOf } from '#app/features/progress/pace.ts'
import { readJourney } from '#app/features/progress/queries/journey.server.ts'
import { firstTryShare, sphereShares } from '#app/features/progress/spheres.ts'
import { dayStates } from '#app/features/progress/today.ts'
import { formatNumber, formatShare } from '#app/i18n/numbers.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Bars } from '#app/ui/chart.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { FigureNumber } from '#app/ui/progress.tsx'
import { DayTable, EssayTable } from './tables.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'progress.read.own', null)
  if (!permit.cohortId) throw redirect(paths.today())
  const calendar = cohortOf(ctx.actor, permit.cohortId)
  const now = ctx.now()
  const { lessons, essays, spheres } = await readJourney(ctx, calendar, permit)
  return {
    title: translator(ctx.locale)('progress.path.title'),
    zone: calendar.zone,
    behind: behindBy(calendar, worksOf(lessons, calendar.days), now),
    days: dayStates(calendar, lessons, now).map((day) => ({
      ...day,
      lessons: lessons.filter((lesson) => lesson.day === day.day),
    })),
    firstTry: firstTryShare(lessons),
    spheres: sphereShares(lessons, spheres).map((share) => ({
      ...share,
      title: spheres.find(({ id }) => id === share.id)?.title ?? share.id,
    })),
    essays,
  }
}

export default function MyPath() {
  const { t, locale } = useI18n()
  const { title, zone, days, behind, firstTry, spheres, essays } = useLoaderData<typeof loader>()
  const handedIn = essays.filter((essay) => essay.submittedAt).length
  const share = firstTry.answered > 0 ? formatShare(firstTry.right / firstTry.answered, locale) : '–'
  return (
    <Page>
      <PageHead title={title} lead={t('progress.path.lead')} />
      <div className="figs">
        <FigureNumber value={`${days.filter((day) => day.state === 'done').length}/${days.length}`}>
          {t('progress.path.daysDone')}
        </FigureNumber>
        <FigureNumber value={behind}>{t('progress.path.behind', { count: behind })}</FigureNumber>
        <FigureNumber value={share}>{t('progress.path.firstTry')}</FigureNumber>
        <FigureNumber value={`${handedIn}/${essays.length}`}>{t('progress.path.essaysIn')}</FigureNumber>
      </div>
      <section>
        <h2>{t('progress.path.days')}</h2>
        <DayTable days={days} />
      </section>
      <section>
        <h2>{t('progress.path.spheres')}</h2>
        <p className="soft small">
          {t(`progress.path.${spheres.length > 0 ? 'spheresText' : 'sphereEmpty'}`)}
        </p>
        {spheres.length > 0 && (
          <Bars
            caption={t('progress.path.spheres')}
            hideCaption
            heads={{ label: t('progress.path.sphereHead'), value: t('progress.path.checksHead') }}
            max={1}
            data={spheres.map((sphere) => ({
              label: sphere.title,
              value: sphere.right / sphere.answered,
              text: t('progress.path.share', {
                right: formatNumber(sphere.right, locale),
                answered: formatNumber(sphere.answered, locale),
              }),
            }))}
          />
        )}
      </section>
      <section>
        <h2>{t('progress.path.essays')}</h2>
        <EssayTable essays={essays} zone={zone} />
      </section>
    </Page>
  )
}
