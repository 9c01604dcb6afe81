import fs from 'node:fs'
import path from 'node:path'
import { createTranslator } from 'use-intl/core'
import type { Locale } from './locales.ts'
import type { MessageKey, Translate } from './messages.ts'

// Read from the checkout, not bundled: the built server, the worker and the commands share one set of files.
const folder = path.resolve('app/i18n/messages')

/** All messages of one language, namespace by namespace. */
export function readMessages(locale: Locale): Record<string, Record<string, unknown>> {
  const files = fs.readdirSync(path.join(folder, locale)).filter((file) => file.endsWith('.json'))
  return Object.fromEntries(
    files.map((file) => [
      file.slice(0, -5),
      JSON.parse(fs.readFileSync(path.join(folder, locale, file), 'utf8')),
    ]),
  )
}

type Known = { translate: Translate; withoutValues: Map<MessageKey, string> }

// Three languages, and no more sentences than the message files have.
const byLocale = new Map<Locale, Known>()

function load(locale: Locale): Known {
  const translate = createTranslator({
    locale,
    messages: readMessages(locale),
    onError(error) {
      throw error
    },
  }) as unknown as Translate
  return { translate, withoutValues: new Map() }
}

/**
 * The translator of a language. It throws on an unknown key and on a missing value: both are bugs. Sentences without
 * values are formatted once; those with values never are kept, because values are names, addresses and secret links.
 */
export function translator(locale: Locale): Translate {
  let known = byLocale.get(locale)
  if (!known) {
    known = load(locale)
    byLocale.set(locale, known)
  }
  const { translate, withoutValues } = known
  return (key, values) => {
    if (values) return translate(key, values)
    let text = withoutValues.get(key)
    if (text === undefined) {
      text = translate(key)
      withoutValues.set(key, text)
    }
    return text
  }
}
