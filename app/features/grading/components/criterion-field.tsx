import type { Criterion } from '#app/features/rubrics/rubric.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { cx } from '#app/ui/class-names.ts'

const scale = (max: number) => Array.from({ length: max + 1 }, (_, points) => points)

type CriterionFieldProps = {
  criterion: Criterion
  score: number | undefined
  look: string | undefined
  error?: string
}

/** One criterion: its points as a row of buttons. */
export function CriterionField({ criterion, score, look, error }: CriterionFieldProps) {
  const { locale } = useI18n()
  const { id, max } = criterion
  const title = criterion.title[locale]
  return (
    <fieldset
      className="crit"
      id={`criterion-${id}`}
      data-criterion={id}
      data-title={title}
      aria-describedby={error && `${id}-error`}
    >
      <legend className="h">
        <span className={cx('criterion', look)}>{title}</span>
        <span>
          <span data-score="">{score ?? '–'}</span> / {max}
        </span>
      </legend>
      {error && (
        <p className="err" id={`${id}-error`}>
          {error}
        </p>
      )}
      <div className="lv">
        {scale(max).map((points) => (
          <label key={points}>
            <input type="radio" name={`scores.${id}`} value={points} defaultChecked={points === score} />
            <span>{points}</span>
          </label>
        ))}
      </div>
    </fieldset>
  )
}

type CriterionDetailProps = {
  criterion: Criterion
  score: number | undefined
  remark: string
  /** It is in hand when the page comes. */
  shown: boolean
  error?: string
}

/** What the points of a criterion mean, and the marker's remark on it. The script shows one criterion at a time. */
export function CriterionDetail({ criterion, score, remark, shown, error }: CriterionDetailProps) {
  const { t, locale } = useI18n()
  const { id, max, levels } = criterion
  const title = criterion.title[locale]
  return (
    <section
      className="detail"
      data-detail={id}
      data-shown={shown}
      aria-label={t('marking.levels', { title })}
    >
      <h3>{title}</h3>
      <ul className="plain">
        {scale(max).map((points) => (
          <li key={points} data-points={points} aria-current={points === score ? 'true' : undefined}>
            <b>{points}</b> {levels.find((level) => level.points === points)?.marker[locale] ?? ''}
          </li>
        ))}
      </ul>
      {error && (
        <p className="err" id={`remark-${id}-error`}>
          {error}
        </p>
      )}
      <textarea
        name={`remarks.${id}`}
        rows={2}
        maxLength={3000}
        aria-label={t('grading.mark.remarkOn', { title })}
        aria-invalid={error ? true : undefined}
        aria-describedby={error && `remark-${id}-error`}
        placeholder={t('grading.mark.remark')}
        defaultValue={remark}
      />
    </section>
  )
}
