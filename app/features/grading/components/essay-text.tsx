import type { Criterion } from '#app/features/rubrics/rubric.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { cx } from '#app/ui/class-names.ts'
import {
  type Annotation,
  innermost,
  type Numbered,
  numbered,
  type Segment,
  segmentsOf,
} from '../annotations.ts'
import { criterionLook } from '../criterion-look.ts'

type MarkedProps = {
  segment: Segment
  annotations: Numbered[]
  /** The look of a comment's words. */
  look(of: Numbered): string | undefined
}

/** Words under one or more comments: they lead to the innermost one; numbers stand where a comment's words end. */
export function Marked({ segment, annotations, look }: MarkedProps) {
  const { t } = useI18n()
  const lead = innermost(segment, annotations)
  if (!lead) return <>{segment.text}</>
  const among = (numbers: number[]) => annotations.filter(({ number }) => numbers.includes(number))
  const [first, ...others] = among(segment.starts)
  return (
    <>
      {others.map(({ id }) => (
        <span key={id} id={`m-${id}`} />
      ))}
      <mark
        id={first && `m-${first.id}`}
        className={cx(look(lead), segment.numbers.length > 1 && 'over')}
        data-of={lead.id}
      >
        <a href={`#c-${lead.id}`} tabIndex={segment.starts.includes(lead.number) ? undefined : -1}>
          {segment.text}
        </a>
        {among(segment.ends).map(({ id, number }) => (
          <sup key={id}>
            <a
              href={`#c-${id}`}
              tabIndex={id === lead.id ? -1 : undefined}
              aria-label={t('grading.mark.leads', { number })}
            >
              {number}
            </a>
          </sup>
        ))}
      </mark>
    </>
  )
}

type EssayTextProps = { text: string; annotations: Annotation[]; criteria: Criterion[]; lang: string }

/** An essay as it was typed, with the words that comments stand on, in the colours of their criteria. */
export function EssayText({ text, annotations, criteria, lang }: EssayTextProps) {
  const list = numbered(annotations)
  let at = 0
  return (
    <div className="read as-typed" lang={lang} data-essay="">
      {segmentsOf(text, list).map((segment) => {
        const key = at
        at += segment.text.length
        return (
          <Marked
            key={key}
            segment={segment}
            annotations={list}
            look={({ criterion }) => criterionLook(criteria, criterion)}
          />
        )
      })}
    </div>
  )
}
