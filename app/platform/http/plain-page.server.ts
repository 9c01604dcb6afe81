import type { Locale } from '#app/i18n/locales.ts'
import { translator } from '#app/i18n/translate.server.ts'

const escaped = (text: string): string => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)

/** Answers that need neither the database nor Remix, each with its own title and sentence in `site`. */
export type PlainReason = 'outage' | 'tooLarge' | 'crash' | 'foreign' | 'broken' | 'notFound'

// The colours of app/ui/styles/tokens.css, which these pages cannot ask for.
const STYLE = `:root{color-scheme:light dark;--paper:#fbfaf6;--line:#dcd8cc;--ink:#1b2430;--soft:#545c69;--accent:#0a6273;--on:#fff}
@media(prefers-color-scheme:dark){:root{--paper:#12171d;--line:#2b343f;--ink:#e9e6df;--soft:#a5adb8;--accent:#67c5d3;--on:#08222a}}
body{margin:0;background:var(--paper);color:var(--ink);font:18px/1.6 Literata,Georgia,serif}
header{padding:12px 16px;border-bottom:1px solid var(--line);font-size:1.35rem;line-height:28px}header b{color:var(--accent);font-weight:400}
main{max-width:34rem;margin:0 auto;padding:36px 16px}h1{margin:0;font-weight:400;font-size:1.8rem;line-height:1.25}h2{font-weight:400}
p{margin:12px 0}small{color:var(--soft);font:14px/1.4 system-ui,sans-serif}a{color:var(--accent)}
.act{display:inline-block;padding:11px 24px;border-radius:6px;background:var(--accent);color:var(--on);font:600 16px/22px system-ui,sans-serif;text-decoration:none}
ul{padding:0;list-style:none}li a{display:inline-block;padding:9px 0}a:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`

const page = (locale: Locale, nonce: string, title: string, body: string): string =>
  `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${escaped(title)}</title>
<style nonce="${nonce}">${STYLE}</style>
<header>Alq<b>a</b></header>
<main><h1>${escaped(title)}</h1>${body}</main></html>`

/** A page that stands alone: no assets, no queries. It names the request, never a cause. */
export function plainPage(reason: PlainReason, locale: Locale, requestId: string, nonce: string): string {
  const t = translator(locale)
  const number = t('site.requestNumber', { number: requestId })
  const about = reason === 'notFound' ? 'site.fault.notFound' : (`site.plain.${reason}` as const)
  const body = `<p>${escaped(t(`${about}.text`))}</p>
<p><small>${escaped(number)}</small></p>`
  return page(locale, nonce, t(`${about}.title`), body)
}

/** What a browser shows without a line where it has no page; the service worker fills in those that it has. */
export function offlinePage(locale: Locale, nonce: string): string {
  const t = translator(locale)
  const body = `<p>${escaped(t('site.plain.offline.text'))}</p>
<p><a class="act" href="">${escaped(t('site.plain.offline.again'))}</a></p>
<section hidden><h2>${escaped(t('site.plain.offline.kept'))}</h2><ul></ul></section>`
  return page(locale, nonce, t('site.plain.offline.title'), body)
}
