import type { Locale } from '#app/i18n/locales.ts'
import { translator } from '#app/i18n/translate.server.ts'

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Answers that need neither the database nor Remix, each with its own title and sentence in `site`. */
export type PlainReason = 'outage' | 'tooLarge' | 'crash' | 'foreign'

const STYLE = `body{font:18px/1.6 Georgia,serif;max-width:34rem;margin:12vh auto;padding:0 1.25rem;color-scheme:light dark}
h1{font-weight:400;font-size:1.8rem}small{font:14px system-ui,sans-serif;opacity:.75}`

const page = (locale: Locale, nonce: string, title: string, body: string): string =>
  `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
<main><h1>${escaped(title)}</h1>${body}</main></html>`

/** A page that stands alone: no assets, no queries. It names the request, never a cause. */
export function plainPage(reason: PlainReason, locale: Locale, requestId: string, nonce: string): string {
  const t = translator(locale)
  const number = t('site.requestNumber', { number: requestId })
  const body = `<p>${escaped(t(`site.plain.${reason}.text`))}</p>
<p><small>${escaped(number)}</small></p>`
  return page(locale, nonce, t(`site.plain.${reason}.title`), body)
}

/** What a browser shows without a line where it has no page; the service worker fills in those that it has. */
export function offlinePage(locale: Locale, nonce: string): string {
  const t = translator(locale)
  const body = `<p>${escaped(t('site.plain.offline.text'))}</p>
<p><a href="">${escaped(t('site.plain.offline.again'))}</a></p>
<section hidden><h2>${escaped(t('site.plain.offline.kept'))}</h2><ul></ul></section>`
  return page(locale, nonce, t('site.plain.offline.title'), body)
}
