import { isAddress, plainAddress } from '../../identity/address.ts'
import type { RowFault } from '../../imports/import-row.ts'
import { inOneScript } from '../../imports/look-alike.ts'

const MOST = 200
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu

/** What is wrong with an address as it is written; null where nothing is. */
export function addressFault(written: string): RowFault | null {
  const fault = (code: string, suggestion?: string | null): RowFault => ({
    code,
    field: 'email',
    ...(suggestion ? { suggestion } : {}),
  })
  const plain = plainAddress(written)
  if (plain === '') return fault('email_missing')
  if (plain.includes('\ufffd')) return fault('broken_letters')
  if (/^[=+@]/.test(plain)) return fault('formula')
  if (plain.length > MOST) return { code: 'too_long', field: 'email', detail: { most: MOST } }
  if (isAddress(plain)) return null
  const seen = plain.replace(UNSEEN, '')
  const valid = (text: string | null) => (text && isAddress(text) ? text : null)
  if (seen !== plain) return fault('email_unseen', valid(seen))
  if (/\p{Script=Cyrillic}/u.test(plain.split('@')[0] ?? ''))
    return fault('email_lookalike', valid(latinTwin(plain)))
  if (/[\s;,]/.test(plain))
    return fault(
      (plain.match(/@/g)?.length ?? 0) > 1 ? 'email_two' : 'email_invalid',
      valid(plain.replace(/\s+/g, '')),
    )
  if (/@[^.@]*$/.test(plain)) return fault('email_no_domain')
  return fault('email_invalid')
}

/** The address with Latin letters in place of Cyrillic ones that look the same. */
function latinTwin(text: string): string | null {
  // Enough Latin letters around make Latin the script of the word.
  const word = `${'w'.repeat(text.length + 1)}${text.split('@')[0] ?? ''}`
  const one = inOneScript(word)
  return one && `${one.slice(text.length + 1)}@${text.split('@')[1] ?? ''}`
}
