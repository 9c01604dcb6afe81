import { useI18n } from '#app/i18n/react.tsx'
import { Bars } from '#app/ui/chart.tsx'
import { cx } from '#app/ui/class-names.ts'
import { numbered } from '../annotations.ts'
import { criterionLook } from '../criterion-look.ts'
import { paragraphsOf } from '../paragraphs.ts'
import type { Returned } from '../queries/returned.server.ts'
import { Marked } from './essay-text.tsx'

/** What of a marked essay is shown: nothing says who wrote it. */
export type MarkedEssay = Pick<
  Returned,
  'text' | 'locale' | 'annotations' | 'criteria' | 'scores' | 'remarks' | 'overall' | 'model'
>

/** A marked essay: the overall comment, the points with what they mean, the text with its comments, a model answer. */
export function ReturnedEssay({ essay, heading }: { essay: MarkedEssay; heading: string }) {
  const { t, locale } = useI18n()
  const { criteria } = essay
  return (
    <>
      {essay.overall && (
        <section className="measure">
          <h2>{t('grading.returned.overall')}</h2>
          <div className="note as-typed" lang={essay.locale}>
            {essay.overall}
          </div>
        </section>
      )}
      <section className="measure">
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
        <Meanings essay={essay} />
      </section>
      <section>
        <h2>{heading}</h2>
        <Comments essay={essay} />
      </section>
      <details className="model measure">
        <summary>{t('grading.returned.model')}</summary>
        <p className="small soft">{t('grading.returned.modelHint')}</p>
        <div className="read" lang={essay.locale} dangerouslySetInnerHTML={{ __html: essay.model }} />
      </details>
    </>
  )
}

function Meanings({ essay }: { essay: MarkedEssay }) {
  const { locale } = useI18n()
  const { criteria, scores, remarks, locale: language } = essay
  return (
    <dl className="meanings">
      {criteria.map(({ id, title, levels }) => (
        <div key={id}>
          <dt className={cx('criterion', criterionLook(criteria, id))}>
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

function Comments({ essay }: { essay: MarkedEssay }) {
  const { t, locale } = useI18n()
  const { text, annotations, locale: language, criteria } = essay
  const list = numbered(annotations)
  const titleOf = (id: string | null) =>
    criteria.find((criterion) => criterion.id === id)?.title[locale] ?? t('grading.mark.general')
  return (
    <div className="feedback">
      {list.length === 0 && <p className="soft">{t('grading.returned.noComments')}</p>}
      {paragraphsOf(text, list).map(({ segments, comments }, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: paragraphs never move
        <div key={index} className="para">
          <p className="read" lang={language}>
            {segments.map((segment, place) => (
              <Marked
                // biome-ignore lint/suspicious/noArrayIndexKey: pieces of a text never move
                key={place}
                segment={segment}
                annotations={list}
                look={({ criterion }) => criterionLook(criteria, criterion)}
              />
            ))}
          </p>
          {comments.length > 0 && (
            <ul className="plain" aria-label={t('grading.returned.comments')}>
              {comments.map(({ id, number, criterion, comment, selector }) => (
                <li key={id} id={`c-${id}`} className={cx('cm', criterionLook(criteria, criterion))}>
                  <div className="who">
                    <strong>{titleOf(criterion)}</strong>
                    <a href={`#m-${id}`}>
                      {number}
                      <span className="vh"> {t('grading.mark.toWords')}</span>
                    </a>
                  </div>
                  <p className="quote">«{selector.quote}»</p>
                  <p className="as-typed" lang={language}>
                    {comment}
                  </p>
                </li>
              ))}
            </ul>
          )}
        </div>
      ))}
    </div>
  )
}
