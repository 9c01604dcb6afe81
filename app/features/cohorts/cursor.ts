import { UUID } from '#app/platform/uuid.ts'

/** A place in a list that is sorted by name and id. `back`: the page before it, not after it. */
export type Cursor = { back: boolean; name: string; id: string }

/** A cursor as it stands in an address. */
export const writeCursor = ({ back, name, id }: Cursor): string => `${back ? '-' : '+'}${id}${name}`

const BEGINS_WITH_ID = new RegExp(`^${UUID}`)

/** Reads a cursor out of an address; null where it is none. */
export function readCursor(text: string | null): Cursor | null {
  const rest = text?.slice(1) ?? ''
  const id = BEGINS_WITH_ID.exec(rest)?.[0]
  if (!text || !id || !/^[-+]/.test(text) || rest.includes('\0')) return null
  return { back: text.startsWith('-'), id, name: rest.slice(id.length) }
}

/** A pattern for ILIKE that finds `text` anywhere, its own wildcards taken literally. */
export const containing = (text: string): string =>
  `%${text
    .trim()
    .replaceAll('\0', '')
    .replace(/[\\%_]/g, '\\$&')}%`
