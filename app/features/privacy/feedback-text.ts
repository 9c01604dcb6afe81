import { numbered } from '#app/features/grading/annotations.ts'
import type { MarkContent } from '#app/features/grading/mark.ts'
import { type Criterion, maxPoints } from '#app/features/rubrics/rubric.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Translate } from '#app/i18n/messages.ts'

type Feedback = MarkContent & { locale: Locale; points: number; criteria: Criterion[] }

/** Released feedback as plain text: points, the overall words, criteria with remarks, comments with the words they are on. */
export function feedbackText(title: string, feedback: Feedback, t: Translate): string {
  const { criteria, locale, points, overall, scores, remarks, annotations } = feedback
  const ofCriteria = criteria.flatMap(({ id, title: name, max }) => [
    `${name[locale]}: ${scores[id] ?? 0} / ${max}`,
    ...(remarks[id] ? [remarks[id]] : []),
    '',
  ])
  const comments = numbered(annotations).flatMap(({ number, selector, comment }) => [
    `${number}. «${selector.quote}»`,
    comment,
    '',
  ])
  return [
    title,
    `${t('grading.returned.total')}: ${points} / ${maxPoints(criteria)}`,
    '',
    ...(overall ? [overall, ''] : []),
    ...ofCriteria,
    ...comments,
  ].join('\n')
}
