// Letters that look alike; Latin beside Cyrillic. The last ones are typed for ә and һ.
const LATIN = 'ABCEHIKMOPTXYaceiopxyhƏəÖöÜü'
const CYRILLIC = 'АВСЕНІКМОРТХУасеіорхуһӘәӨөҮү'
const toCyrillic = new Map([...LATIN].map((letter, index) => [letter, [...CYRILLIC][index] ?? letter]))
const toLatin = new Map([...CYRILLIC].map((letter, index) => [letter, [...LATIN][index] ?? letter]))

const isLatin = (letter: string) => /\p{Script=Latin}/u.test(letter)
const isCyrillic = (letter: string) => /\p{Script=Cyrillic}/u.test(letter)

/** A word of one script with letters of the other that look like its own: the same word in one script, or null. */
function repaired(word: string): string | null {
  const letters = [...word]
  const latin = letters.filter(isLatin).length
  const cyrillic = letters.filter(isCyrillic).length
  if (latin === 0 || cyrillic === 0) return word
  const table = cyrillic >= latin ? toCyrillic : toLatin
  const foreign = cyrillic >= latin ? isLatin : isCyrillic
  if (letters.some((letter) => foreign(letter) && !table.has(letter))) return null
  return letters.map((letter) => table.get(letter) ?? letter).join('')
}

/** The same text with letters of one script in each word; null where some have no twin. */
export function inOneScript(text: string): string | null {
  const words = text.split(/([^\p{L}\p{M}]+)/u).map(repaired)
  return words.every((word) => word !== null) ? words.join('') : null
}

/** Places of the letters that `inOneScript` would change: for a page that lights them. */
export function strangeLetters(text: string): number[] {
  const fixed = [...(inOneScript(text) ?? text)]
  return [...text].flatMap((letter, index) => (letter === fixed[index] ? [] : [index]))
}
