import { LRUCache } from 'lru-cache'
import type { ReactNode } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nProvider, useI18n } from '#app/i18n/react.tsx'

// By letters, of which a lesson has some 20,000: about 60 MB at most.
const pieces = new LRUCache<string, string>({
  maxSize: 30_000_000,
  sizeCalculation: (html) => html.length + 1,
})

/**
 * A piece of a page that is the same for everybody who asks under the same `name` in the same language: rendered
 * once a process and kept as text. `name` has to say everything that the piece depends on; nothing personal belongs
 * in it. `className` is that of the `div` around it.
 */
export function Kept({
  name,
  className,
  children,
}: {
  name: string
  className?: string
  children: () => ReactNode
}) {
  const i18n = useI18n()
  const key = `${i18n.locale} ${name}`
  let html = pieces.get(key)
  if (html === undefined) {
    html = renderToStaticMarkup(<I18nProvider value={i18n}>{children()}</I18nProvider>)
    pieces.set(key, html)
  }
  return <div className={className} dangerouslySetInnerHTML={{ __html: html }} />
}
