import { LRUCache } from 'lru-cache'
import { createContext, type HTMLAttributes, type ReactNode, useContext } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nProvider, useI18n } from '#app/i18n/react.tsx'

// A lesson has some 45,000 bytes.
const MAX_BYTES = 60_000_000
const htmlCache = new LRUCache<string, Buffer>({
  maxSize: MAX_BYTES,
  sizeCalculation: ({ length }) => length + 1,
})

/**
 * A piece of a page that is the same for every reader of one language. `name` has to say everything that the piece
 * depends on, and can take few values only: nothing personal, nothing of the address.
 */
export type CachedPiece = {
  name: string
  /** What is rendered, or HTML as it is. */
  content: (() => ReactNode) | string
}

// React escapes every text and the guard of lessons refuses comments: this one comes from here alone.
const PLACE = '<!--cached-->'
const PiecesOfPage = createContext<Buffer[][] | null>(null)

type Props = { as?: 'div' | 'nav' | 'details'; pieces: CachedPiece[] } & Pick<
  HTMLAttributes<HTMLElement>,
  'className' | 'lang' | 'aria-label'
>

/**
 * Renders pieces one after another in an element of their own, each once a process, language and name. Without it a
 * lesson costs 32 % more CPU.
 */
export function CachedHtml({ as: Element = 'div', pieces, ...attributes }: Props) {
  const i18n = useI18n()
  const ofPage = useContext(PiecesOfPage)
  const bytes = pieces.map(({ name, content }) => {
    const key = `${i18n.locale} ${name}`
    let piece = htmlCache.get(key)
    if (!piece) {
      const html =
        typeof content === 'string'
          ? content
          : renderToStaticMarkup(<I18nProvider value={i18n}>{content()}</I18nProvider>)
      piece = Buffer.from(html)
      htmlCache.set(key, piece)
    }
    return piece
  })
  ofPage?.push(bytes)
  const html = ofPage ? PLACE : bytes.join('')
  return <Element {...attributes} dangerouslySetInnerHTML={{ __html: html }} />
}

/** Renders a document to its bytes; cached pieces go in as bytes, so that only the rest is rendered and encoded. */
export function renderDocument(document: ReactNode): Buffer<ArrayBuffer> {
  const pieces: Buffer[][] = []
  const html = renderToStaticMarkup(<PiecesOfPage.Provider value={pieces}>{document}</PiecesOfPage.Provider>)
  const between = `<!DOCTYPE html>${html}`.split(PLACE)
  return Buffer.concat(between.flatMap((text, index) => [Buffer.from(text), ...(pieces[index] ?? [])]))
}
