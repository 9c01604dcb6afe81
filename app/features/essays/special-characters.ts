/** Letters and signs that many keyboards here lack. */
export const LETTERS = ['Ә', 'Ғ', 'Қ', 'Ң', 'Ө', 'Ұ', 'Ү', 'Һ', 'І', '«', '»', '§', '№'] as const

/** The letter as it is wanted there: a capital where a sentence begins or with Shift, otherwise a small one. */
export function letterAt(letter: string, before: string, shift: boolean): string {
  const start = /(?:^|[.!?…]["»”)]?\s+|\n\s*)["«„(–—\s]*$/u.test(before)
  const inCapitals = /\p{Lu}{2}$/u.test(before)
  return shift || start || inCapitals ? letter : letter.toLocaleLowerCase('kk')
}
