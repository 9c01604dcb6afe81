import type { Locale } from '#app/i18n/locales.ts'
import { translator } from '#app/i18n/translate.server.ts'

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Answers that need neither the database nor Remix, each with its own title and sentence in `common`. */
export type PlainReason = 'outage' | 'tooLarge' | 'crash' | 'foreign'

/** A page that stands alone: no assets, no queries. It names the request, never a cause. */
export function plainPage(reason: PlainReason, locale: Locale, requestId: string, nonce: string): string {
  const t = translator(locale)
  return `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(t(`common.plain.${reason}.title`))}</title>
<style nonce="${nonce}">body{font:18px/1.6 Georgia,serif;max-width:34rem;margin:12vh auto;padding:0 1.25rem;color-scheme:light dark}
h1{font-weight:400;font-size:1.8rem}small{font:14px system-ui,sans-serif;opacity:.75}</style>
<h1>${escaped(t(`common.plain.${reason}.title`))}</h1><p>${escaped(t(`common.plain.${reason}.text`))}</p>
<p><small>${escaped(t('common.requestNumber', { number: requestId }))}</small></p></html>`
}
