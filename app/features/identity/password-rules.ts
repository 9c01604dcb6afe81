/** Why a new password is refused. */
export type PasswordFault = 'tooShort' | 'tooLong' | 'personal'

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 400

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/gu, '')

/**
 * Judges a new password: at least ten characters as a reader counts them (after NFKC), and not the person's own
 * e-mail, the part before its @, or name in any order or spacing. Length beats composition: NIST SP 800-63B.
 */
export function passwordFault(
  password: string,
  person: { email: string; name: string },
): PasswordFault | null {
  const length = [...password.normalize('NFKC')].length
  if (length < PASSWORD_MIN) return 'tooShort'
  if (length > PASSWORD_MAX) return 'tooLong'
  const words = person.name.split(/\s+/u)
  const own = [
    person.email,
    person.email.split('@')[0] ?? '',
    words.join(''),
    words.toReversed().join(''),
  ].map(plain)
  return own.includes(plain(password)) ? 'personal' : null
}
