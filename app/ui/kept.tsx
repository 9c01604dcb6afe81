import { LRUCache } from 'lru-cache'
import { createContext, type ReactNode, useContext } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nProvider, useI18n } from '#app/i18n/react.tsx'

// A lesson has some 35 kB.
const pieces = new LRUCache<string, Buffer>({
  maxSize: 60_000_000,
  sizeCalculation: ({ length }) => length + 1,
})

// React escapes every text and the guard of lessons refuses comments: this one comes from here alone.
const PLACE = '<!--kept-->'
const Pieces = createContext<Buffer[] | null>(null)

/**
 * A piece of a page that is the same for everybody who asks under the same `name` in the same language: rendered
 * once a process and kept as bytes. `name` has to say everything that the piece depends on; nothing personal belongs
 * in it. `className` is that of the `div` around it.
 */
export function Kept({
  name,
  className,
  lang,
  children,
}: {
  name: string
  className?: string
  lang?: string
  /** What is rendered, or HTML as it is. */
  children: (() => ReactNode) | string
}) {
  const i18n = useI18n()
  const ofPage = useContext(Pieces)
  const key = `${i18n.locale} ${name}`
  let piece = pieces.get(key)
  if (!piece) {
    piece = Buffer.from(
      typeof children === 'string'
        ? children
        : renderToStaticMarkup(<I18nProvider value={i18n}>{children()}</I18nProvider>),
    )
    pieces.set(key, piece)
  }
  ofPage?.push(piece)
  const html = ofPage ? PLACE : piece.toString()
  return <div className={className} lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
}

/** Renders a page to its bytes; what is kept is put in as bytes, so that only the rest is built and encoded anew. */
export function renderPage(page: ReactNode): Buffer {
  const kept: Buffer[] = []
  const html = renderToStaticMarkup(<Pieces.Provider value={kept}>{page}</Pieces.Provider>)
  const between = `<!DOCTYPE html>${html}`.split(PLACE)
  return Buffer.concat(between.flatMap((text, index) => [Buffer.from(text), kept[index] ?? Buffer.alloc(0)]))
}
