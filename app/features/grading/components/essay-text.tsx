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

type Props = {
  segment: Segment
  annotations: Numbered[]
  /** The look of a comment's words; by default two looks in turn. */
  look?: (of: Numbered) => string | undefined
}

const inTurn = ({ number }: Numbered) => cx(number % 2 === 0 && 'b')

/** Words under one or more comments: they lead to the innermost one; numbers stand where a comment's words end. */
export function Marked({ segment, annotations, look = inTurn }: Props) {
  const { t } = useI18n()
  const lead = innermost(segment, annotations)
  if (!lead) return <>{segment.text}</>
  const of = (numbers: number[]) => annotations.filter(({ number }) => numbers.includes(number))
  const [first, ...others] = of(segment.starts)
  return (
    <>
      {others.map(({ id }) => (
        <span key={id} id={`m-${id}`} />
      ))}
      <mark id={first && `m-${first.id}`} className={look(lead)} data-of={lead.id}>
        <a href={`#c-${lead.id}`} tabIndex={segment.starts.includes(lead.number) ? undefined : -1}>
          {segment.text}
        </a>
        {of(segment.ends).map(({ id, number }) => (
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

/** An essay as it was typed, with the words that comments stand on. */
export function EssayText({
  text,
  annotations,
  lang,
}: {
  text: string
  annotations: Annotation[]
  lang: string
}) {
  const list = numbered(annotations)
  let at = 0
  return (
    <div className="read as-typed" lang={lang} data-essay="">
      {segmentsOf(text, list).map((segment) => {
        const key = at
        at += segment.text.length
        return <Marked key={key} segment={segment} annotations={list} />
      })}
    </div>
  )
}
