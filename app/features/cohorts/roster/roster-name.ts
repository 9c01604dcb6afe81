import type { RowFault } from '../../imports/import-row.ts'
import { inOneScript } from '../../imports/look-alike.ts'

const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/gu

/** Spaces of every kind as one, none at the ends; composed letters. Line breaks within a cell are spaces, too. */
export const tidy = (text: string): string =>
  text
    .normalize('NFC')
    .replace(/[\s\u00a0]+/gu, ' ')
    .trim()

const MOST = 200

/** What is wrong with the name of a person; null where nothing is. `name` is tidied. */
export function nameFault(name: string): RowFault | null {
  const fault = (code: string, suggestion?: string | null): RowFault => ({
    code,
    field: 'name',
    ...(suggestion && suggestion !== name ? { suggestion } : {}),
  })
  if (name === '') return fault('name_missing')
  if (name.includes('\ufffd')) return fault('broken_letters')
  if (/^[=+@-]/.test(name)) return fault('formula')
  if (name.length > MOST) return { code: 'too_long', field: 'name', detail: { most: MOST } }
  if (name.search(UNSEEN) >= 0) return fault('name_unseen', tidy(name.replace(UNSEEN, '')))
  if (!/\p{L}{2}/u.test(name)) return fault('name_letters')
  const one = inOneScript(name)
  if (one === null) return fault('name_mixed')
  return one === name ? null : fault('name_lookalike', one)
}
