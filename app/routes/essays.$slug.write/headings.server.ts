import type { PromptPage } from '#app/features/essays/queries/prompts.server.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { translator } from '#app/i18n/translate.server.ts'

const parts = {
  none: [],
  irac: ['irac.issue', 'irac.rule', 'irac.application', 'irac.conclusion'],
  judgment: ['judgment.introductory', 'judgment.descriptive', 'judgment.reasoning', 'judgment.operative'],
} as const

/** The headings of a scaffold in the language of the answer. */
export const stepsOf = (scaffold: PromptPage['scaffold'], language: Locale): string[] =>
  parts[scaffold].map((part) => translator(language)(`essays.scaffold.${part}`))
