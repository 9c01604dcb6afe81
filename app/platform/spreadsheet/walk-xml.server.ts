import { Parser } from 'saxen'
import { UnreadableFile } from './table.ts'

type Listeners = {
  /** An element begins; names come without a prefix. `attribute` answers '' where there is none. */
  open?(name: string, attribute: (name: string) => string): void
  text?(text: string): void
  close?(name: string): void
}

const withoutPrefix = (name: string): string => name.slice(name.indexOf(':') + 1)

const NAMED: Record<string, string> = { lt: '<', gt: '>', quot: '"', apos: "'", amp: '&' }

/** Undoes the five entities of XML, numbers of characters, and "_x000D_", as workbooks write what XML has no room for. */
function decoded(text: string): string {
  if (!text.includes('&') && !text.includes('_x')) return text
  return text
    .replace(/&(?:#x([\da-f]{1,6})|#(\d{1,7})|(lt|gt|quot|apos|amp));/gi, (whole, hex, decimal, named) => {
      if (named) return NAMED[String(named).toLowerCase()] ?? whole
      const code = hex ? Number.parseInt(hex, 16) : Number(decimal)
      return code <= 0x10ffff ? String.fromCodePoint(code) : whole
    })
    .replace(/_x([\da-f]{4})_/gi, (_whole, hex) => String.fromCharCode(Number.parseInt(hex, 16)))
}

/**
 * Reads an XML document from its beginning to its end. Refuses as `broken_workbook` what is no XML, and any document that
 * declares a type: its entities could grow without end.
 */
export function walkXml(xml: string, { open, text, close }: Listeners): void {
  const parser = new Parser()
  const refuse = () => {
    throw new UnreadableFile('broken_workbook')
  }
  parser.on('error', refuse)
  parser.on('attention', refuse)
  parser.on('warn', () => {})
  if (open)
    parser.on('openTag', (name, attributes) => {
      let read: Record<string, string> | undefined
      open(withoutPrefix(name), (wanted) => {
        read ??= attributes()
        const found = read[wanted] ?? Object.entries(read).find(([key]) => key.endsWith(`:${wanted}`))?.[1]
        return found ? decoded(found) : ''
      })
    })
  if (text) {
    parser.on('text', (raw) => text(decoded(raw)))
    parser.on('cdata', text)
  }
  if (close) parser.on('closeTag', (name) => close(withoutPrefix(name)))
  const failed = parser.parse(xml)
  if (failed) throw failed instanceof UnreadableFile ? failed : new UnreadableFile('broken_workbook')
}
