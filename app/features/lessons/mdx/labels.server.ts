import type { Locale } from '#app/i18n/locales.ts'
import en from '#app/i18n/messages/en/mdx.json' with { type: 'json' }
import kk from '#app/i18n/messages/kk/mdx.json' with { type: 'json' }
import ru from '#app/i18n/messages/ru/mdx.json' with { type: 'json' }

/** The words the compiler itself adds to a text. */
export type CompileLabels = typeof en.compile

const LABELS: Record<Locale, CompileLabels> = { kk: kk.compile, ru: ru.compile, en: en.compile }

/** Compiled HTML is stored, so its labels are plain strings of the text's own language. */
export const compileLabels = (locale: Locale): CompileLabels => LABELS[locale]
