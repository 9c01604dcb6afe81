import type { Locale } from '#app/i18n/locales.ts'
import type { CourseFiles } from '../course-files/course-files.ts'
import type { Finding } from './finding.ts'
import { reporterFor } from './finding.ts'

/** Words of a Russian lesson, self-checks not counted. */
const LESSON_WORDS = { min: 900, max: 1800 }
/** How many words a faithful translation needs for a hundred Russian ones: Kazakh joins what English sets apart. */
const TRANSLATION_SHARE: Record<Exclude<Locale, 'ru'>, { min: number; max: number }> = {
  kk: { min: 0.75, max: 1.35 },
  en: { min: 1, max: 1.65 },
}

export type MeasuredText = {
  folder: string
  slug: string
  kind: string
  texts: { name: string; languages: { file: string; locale: Locale; compiled: { words: number } | null }[] }[]
}

/** Lessons are neither thin nor endless, translations neither shortened nor padded, model answers obey their own limit. */
export function checkLengths(
  course: CourseFiles,
  bundles: readonly MeasuredText[],
  findings: Finding[],
): void {
  for (const { slug, kind, texts } of bundles) {
    for (const { name, languages } of texts) {
      const russian = languages.find((language) => language.locale === 'ru')?.compiled?.words
      for (const { file, locale, compiled } of languages) {
        if (!compiled) continue
        const report = reporterFor(findings, file)
        const { words } = compiled
        const { min, max } = LESSON_WORDS
        if (kind === 'lesson' && locale === 'ru' && (words < min || words > max)) {
          report('length', `${words} words without self-checks, expected ${min} to ${max}`)
        }
        if (russian && locale !== 'ru') {
          const share = words / russian
          const limits = TRANSLATION_SHARE[locale]
          if (share < limits.min || share > limits.max) {
            report(
              'length',
              `${words} words where the Russian text has ${russian}: something is missing or added`,
            )
          }
        }
        const limit =
          name === 'model' ? course.essays.find((essay) => essay.slug === slug)?.settings.words : undefined
        if (limit && locale !== 'en' && (words < limit.min || words > limit.max)) {
          report(
            'length',
            `the model answer has ${words} words, participants ${limit.min} to ${limit.max}`,
            undefined,
            'warning',
          )
        }
      }
    }
  }
}
