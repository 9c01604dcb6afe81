import { LRUCache } from 'lru-cache'
import { createContext, type HTMLAttributes, type ReactNode, useContext } from 'react'
import { renderToStaticMarkup } from 'react-dom/server'
import { I18nProvider, useI18n } from '#app/i18n/react.tsx'

// A lesson has some 35 kB.
const known = new LRUCache<string, Buffer>({
  maxSize: 60_000_000,
  sizeCalculation: ({ length }) => length + 1,
})

/**
 * A piece of a page that is the same for everybody who asks under the same `name` in the same language. `name` has to
 * say everything that the piece depends on, and can take few values only: nothing personal, nothing of the address.
 */
export type Piece = {
  name: string
  /** What is rendered, or HTML as it is. */
  content: (() => ReactNode) | string
}

// React escapes every text and the guard of lessons refuses comments: this one comes from here alone.
const PLACE = '<!--kept-->'
const OfPage = createContext<Buffer[][] | null>(null)

type Props = { as?: 'div' | 'nav' | 'details'; pieces: Piece[] } & Pick<
  HTMLAttributes<HTMLElement>,
  'className' | 'lang' | 'aria-label'
>

/** Pieces one after another in an element of theirs: each is rendered once a process and kept as bytes. */
export function Kept({ as: Element = 'div', pieces, ...attributes }: Props) {
  const i18n = useI18n()
  const ofPage = useContext(OfPage)
  const bytes = pieces.map(({ name, content }) => {
    const key = `${i18n.locale} ${name}`
    let piece = known.get(key)
    if (!piece) {
      const html =
        typeof content === 'string'
          ? content
          : renderToStaticMarkup(<I18nProvider value={i18n}>{content()}</I18nProvider>)
      piece = Buffer.from(html)
      known.set(key, piece)
    }
    return piece
  })
  ofPage?.push(bytes)
  const html = ofPage ? PLACE : bytes.join('')
  return <Element {...attributes} dangerouslySetInnerHTML={{ __html: html }} />
}

/** Renders a page to its bytes; what is kept is put in as bytes, so that only the rest is built and encoded anew. */
export function renderPage(page: ReactNode): Buffer {
  const kept: Buffer[][] = []
  const html = renderToStaticMarkup(<OfPage.Provider value={kept}>{page}</OfPage.Provider>)
  const between = `<!DOCTYPE html>${html}`.split(PLACE)
  return Buffer.concat(between.flatMap((text, index) => [Buffer.from(text), ...(kept[index] ?? [])]))
}
