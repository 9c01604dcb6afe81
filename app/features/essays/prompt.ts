import type { Locale } from '#app/i18n/locales.ts'

export type PromptKind = 'diagnostic' | 'case-analysis' | 'judgment' | 'full-mock'

/** A prompt in one language. `brief`, `model` (shown after release) and `notes` (for markers) are HTML. */
export type PromptText = { title: string; brief: string; model: string; notes: string }

export type PromptTexts = Record<Locale, PromptText>
