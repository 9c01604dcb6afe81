import { useI18n } from '#app/i18n/react.tsx'
import { compareRegions, regionName } from '#app/i18n/regions.ts'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field, Select } from '#app/ui/field.tsx'
import { PageHead } from '#app/ui/page.tsx'
import { FigureNumber } from '#app/ui/progress.tsx'
import { behindChoices, type PaceFigures, type ProgressFilter } from '../cohort-progress.ts'

type Waiting = { count: number; age: string | null }

/** The title with the cohort's figures beside it. */
export function ProgressHead({
  kicker,
  figures,
  waiting,
}: {
  kicker: string
  figures: PaceFigures
  waiting: Waiting
}) {
  const { t } = useI18n()
  return (
    <PageHead
      title={t('cohortProgress.title')}
      kicker={kicker}
      figures={
        <div className="figs">
          <FigureNumber value={figures.onPace}>
            {t('cohortProgress.figures.onPace', { count: figures.all })}
          </FigureNumber>
          <FigureNumber value={figures.one}>{t('cohortProgress.figures.one')}</FigureNumber>
          <FigureNumber value={figures.more}>{t('cohortProgress.figures.more')}</FigureNumber>
          <FigureNumber value={waiting.count}>
            {t('cohortProgress.figures.waiting', { count: waiting.count })}
            {waiting.age && t('cohortProgress.figures.oldest', { age: waiting.age })}
          </FigureNumber>
        </div>
      }
    />
  )
}

type ToolsProps = {
  cohortId: string
  cohorts: { id: string; name: string }[]
  /** Null where nobody is shown by name: there is nothing to narrow but the cohort. */
  narrowing: { filter: ProgressFilter; regions: string[] } | null
}

/** Which cohort, whom of it, and the file of it. */
export function ProgressTools({ cohortId, cohorts, narrowing }: ToolsProps) {
  const { t, locale } = useI18n()
  const { filter, regions } = narrowing ?? { filter: null, regions: [] }
  return (
    <search>
      <form className="tools" action={paths.adminProgress()}>
        {cohorts.length > 1 && (
          <Select
            name="cohort"
            label={t('cohortProgress.cohort')}
            options={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
            defaultValue={cohortId}
          />
        )}
        {filter && (
          <>
            <Field
              type="search"
              name="name"
              label={t('cohortProgress.name')}
              defaultValue={filter.name}
              maxLength={200}
            />
            <Select
              name="region"
              label={t('cohortProgress.region')}
              empty={t('cohortProgress.anyRegion')}
              options={regions
                .toSorted((a, b) => compareRegions(a, b, locale))
                .map((region) => ({ value: region, label: regionName(region, locale) }))}
              defaultValue={filter.region}
            />
            <Select
              name="behind"
              label={t('cohortProgress.behind')}
              empty={t('cohortProgress.anyBehind')}
              options={behindChoices.map((choice) => ({
                value: choice,
                label: t(`cohortProgress.choices.${choice}`),
              }))}
              defaultValue={filter.behind ?? ''}
            />
          </>
        )}
        {(filter || cohorts.length > 1) && <Button>{t('cohortProgress.show')}</Button>}
        <ButtonLink
          className={filter ? 'end' : undefined}
          href={paths.progressCsv({ cohort: cohortId, ...filter })}
          aria-label={t('cohortProgress.csvLabel')}
          download
        >
          {t('cohortProgress.csv')}
        </ButtonLink>
      </form>
    </search>
  )
}
