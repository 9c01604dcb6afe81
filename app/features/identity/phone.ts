/** The only number of several in a cell, or the first; telephones often share a cell. */
const firstNumber = (written: string): string => written.split(/[,;/]|\sили\s|\n/)[0] ?? ''

/**
 * A telephone number in international form; numbers of the country may come without +7 or with 8 before them. `rounded`:
 * a spreadsheet has cut its digits (7,7E+10); null: it is no number.
 */
export function readPhone(written: string): string | 'rounded' | null {
  if (/^\d[.,]\d+e\+?\d+$/i.test(written.trim())) return 'rounded'
  const first = firstNumber(written).trim()
  const digits = first.replace(/\D/g, '')
  if (/[^\d\s()+.\u2010-\u2015\u00a0-]/.test(first.replace(/^(?:тел|моб|сот)\.?:?/i, ''))) return null
  if (first.startsWith('+') || first.startsWith('00')) {
    const international = first.startsWith('00') ? digits.slice(2) : digits
    return international.length >= 8 && international.length <= 15 ? `+${international}` : null
  }
  if (digits.length === 11 && /^[78]/.test(digits)) return `+7${digits.slice(1)}`
  return digits.length === 10 && digits.startsWith('7') ? `+7${digits}` : null
}
