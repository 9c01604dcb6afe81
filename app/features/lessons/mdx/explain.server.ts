import { createTranslator } from 'use-intl/core'
import type { Locale } from '#app/i18n/locales.ts'
import en from '#app/i18n/messages/en/mdx.json' with { type: 'json' }
import kk from '#app/i18n/messages/kk/mdx.json' with { type: 'json' }
import ru from '#app/i18n/messages/ru/mdx.json' with { type: 'json' }
import type { GuardError } from './guard-error.ts'

const translate = (locale: Locale, mdx: typeof en) => createTranslator({ locale, messages: { mdx } })
const TRANSLATORS = { kk: translate('kk', kk), ru: translate('ru', ru), en: translate('en', en) }

/** What the guard refused, in the author's language. */
export function explain(error: GuardError, locale: Locale): string {
  return TRANSLATORS[locale](`mdx.guard.${error.code}`, error.detail)
}
