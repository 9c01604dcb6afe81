import type { Localised } from '#app/i18n/locales.ts'

/** A question in its three languages, as a version stores it. Which option is right is stored apart from it. */
export type QuestionTexts = {
  text: Localised
  options: { text: Localised; why: Localised }[]
}

/** A provision that decides a question; `part` is the first level below the article, `point` the next. */
export type Norm = {
  act: string
  article: string
  part?: string
  point?: string
  wording: string
  verified: boolean
}
