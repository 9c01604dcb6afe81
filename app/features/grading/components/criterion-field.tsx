import type { Criterion } from '#app/features/rubrics/rubric.ts'
import { useI18n } from '#app/i18n/react.tsx'

type CriterionFieldProps = { criterion: Criterion; score: number | undefined; remark: string; error?: string }

/** One criterion: its levels as a row of buttons, what the chosen one means, all of them on demand, a remark. */
export function CriterionField({ criterion, score, remark, error }: CriterionFieldProps) {
  const { t, locale } = useI18n()
  const { id, max, levels } = criterion
  const title = criterion.title[locale]
  const points = Array.from({ length: max + 1 }, (_, i) => i)
  const meaning = (of: number) => levels.find((level) => level.points === of)?.marker[locale] ?? ''
  return (
    <fieldset
      className="crit"
      id={`criterion-${id}`}
      data-criterion={id}
      aria-describedby={error && `${id}-error`}
    >
      <legend className="h">
        <span>{title}</span>
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
        {points.map((of) => (
          <label key={of}>
            <input type="radio" name={`scores.${id}`} value={of} defaultChecked={of === score} />
            <span>{of}</span>
          </label>
        ))}
      </div>
      <ul className="says">
        {points.map((of) => (
          <li key={of}>
            <b>{of}</b> {meaning(of)}
          </li>
        ))}
      </ul>
      <details>
        <summary>
          {t('grading.mark.levels')}
          <span className="vh">: {title}</span>
        </summary>
        <ul className="plain">
          {points.map((of) => (
            <li key={of}>
              <b>{of}</b> {meaning(of)}
            </li>
          ))}
        </ul>
      </details>
      <textarea
        name={`remarks.${id}`}
        rows={1}
        maxLength={3000}
        aria-label={t('grading.mark.remarkOn', { title })}
        placeholder={t('grading.mark.remark')}
        defaultValue={remark}
      />
    </fieldset>
  )
}
