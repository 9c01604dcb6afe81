import fs from 'node:fs'
import path from 'node:path'
import { LRUCache } from 'lru-cache'
import { createTranslator } from 'use-intl/core'
import type { Locale } from './locales.ts'
import type { Translate } from './messages.ts'

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

const translators = new Map<Locale, Translate>()

/**
 * The translator of a language, made once. It throws on an unknown key and on a missing value: both are bugs, and
 * the types and the tests of the messages leave no other way to meet them.
 */
export function translator(locale: Locale): Translate {
  let found = translators.get(locale)
  if (!found) {
    const translate = createTranslator({
      locale,
      messages: readMessages(locale),
      onError(error) {
        throw error
      },
    }) as unknown as Translate
    // A sentence depends on its key and values alone; formatting one anew costs as much as rendering a table row.
    const known = new LRUCache<string, string>({ max: 5_000 })
    found = (key, values) => {
      const name = values ? `${key} ${JSON.stringify(values)}` : key
      let text = known.get(name)
      if (text === undefined) {
        text = translate(key, values)
        known.set(name, text)
      }
      return text
    }
    translators.set(locale, found)
  }
  return found
}
