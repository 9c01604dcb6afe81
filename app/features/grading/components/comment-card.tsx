import type { Criterion } from '#app/features/rubrics/rubric.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { cx } from '#app/ui/class-names.ts'
import type { Numbered } from '../annotations.ts'
import { criterionLook } from '../criterion-look.ts'

type CommentCardProps = { annotation: Numbered; index: number; criteria: Criterion[]; error?: string }

/** A comment in the marker's hands: what it is about, its words, and the text, which may be changed or removed. */
export function CommentCard({ annotation, index, criteria, error }: CommentCardProps) {
  const { t, locale } = useI18n()
  const { id, number, criterion, comment, selector } = annotation
  const name = `annotations[${index}]`
  const label = t('grading.mark.comment', { number })
  return (
    <div
      className={cx('cm', criterionLook(criteria, criterion))}
      id={`c-${id}`}
      data-comment={id}
      tabIndex={-1}
    >
      <div className="who">
        <select
          name={`${name}.criterion`}
          aria-label={`${label}: ${t('grading.mark.about')}`}
          defaultValue={criterion ?? ''}
        >
          <option value="">{t('grading.mark.general')}</option>
          {criteria.map((one) => (
            <option key={one.id} value={one.id}>
              {one.title[locale]}
            </option>
          ))}
        </select>
        <a href={`#m-${id}`}>
          <span data-number="">{number}</span>
          <span className="vh"> {t('grading.mark.toWords')}</span>
        </a>
      </div>
      <p className="quote">{selector.quote}</p>
      {error && (
        <p className="err" id={`c-${id}-error`}>
          {error}
        </p>
      )}
      <textarea
        name={`${name}.comment`}
        aria-label={label}
        aria-invalid={error ? true : undefined}
        aria-describedby={error && `c-${id}-error`}
        rows={2}
        maxLength={3000}
        defaultValue={comment}
      />
      <button type="submit" className="btn quiet slim" name="intent" value={`remove:${id}`}>
        {t('grading.mark.remove')}
        <span className="vh" data-label="">
          {' '}
          ({label})
        </span>
      </button>
      <input type="hidden" name={`${name}.id`} value={id} />
      <input type="hidden" name={`${name}.selector.start`} value={selector.start} />
      <input type="hidden" name={`${name}.selector.end`} value={selector.end} />
      <input type="hidden" name={`${name}.selector.quote`} value={selector.quote} />
    </div>
  )
}

type AddCommentProps = {
  criteria: Criterion[]
  values: Record<string, string>
  errors: Record<string, string[]>
}

/** A new comment by typing the words it stands on: what selecting does, without a script. */
export function AddComment({ criteria, values, errors }: AddCommentProps) {
  const { t, locale } = useI18n()
  const wrong = errors['add.quote']?.[0]
  return (
    <details className="add" open={wrong !== undefined} data-add="">
      <summary>{t('grading.mark.add')}</summary>
      <div className="stack">
        <label>
          <span className="small soft">{t('grading.mark.quote')}</span>
          {wrong && (
            <span className="err" id="add-error">
              {wrong}
            </span>
          )}
          <textarea
            name="add.quote"
            rows={2}
            defaultValue={values['add.quote']}
            aria-invalid={wrong ? true : undefined}
            aria-describedby={wrong ? 'add-error' : undefined}
          />
        </label>
        <label>
          <span className="small soft">{t('grading.mark.words')}</span>
          <textarea name="add.comment" rows={2} maxLength={3000} defaultValue={values['add.comment']} />
        </label>
        <label>
          <span className="small soft">{t('grading.mark.about')}</span>
          <select name="add.criterion" defaultValue={values['add.criterion'] ?? ''}>
            <option value="">{t('grading.mark.general')}</option>
            {criteria.map((one) => (
              <option key={one.id} value={one.id}>
                {one.title[locale]}
              </option>
            ))}
          </select>
        </label>
        <button type="submit" className="btn slim" name="intent" value="save">
          {t('grading.mark.add')}
        </button>
      </div>
    </details>
  )
}
