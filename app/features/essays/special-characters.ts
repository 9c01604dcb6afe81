/** Kazakh letters and signs that many keyboards lack. */
export const SPECIAL_CHARACTERS = ['Ә', 'Ғ', 'Қ', 'Ң', 'Ө', 'Ұ', 'Ү', 'Һ', 'І', '«', '»', '§', '№'] as const

/** The letter in the case that fits after `before`: a capital at the start of a sentence, in capitals or with Shift. */
export function withCase(letter: string, before: string, shift: boolean): string {
  const start = /(?:^|[.!?…]["»”)]?\s+|\n\s*)["«„(–—\s]*$/u.test(before)
  const inCapitals = /\p{Lu}{2}$/u.test(before)
  return shift || start || inCapitals ? letter : letter.toLocaleLowerCase('kk')
}
