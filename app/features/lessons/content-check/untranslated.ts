import type { Locale } from '#app/i18n/locales.ts'
import type { Reporter } from './finding.ts'
import type { Block } from './read-text.ts'
import { around } from './typography.ts'

/*
 * Kazakh law texts rightly hold Russian loan words, and Russian ones Kazakh names. So no single word is a fault:
 * a passage is, when its script or its small words say that it is in another language.
 */
const WORD = /\p{L}+(?:[-’]\p{L}+)*/gu
const KAZAKH_LETTER = /[әғқңөұүһі]/i
const CYRILLIC = /\p{Script=Cyrillic}/u
const LATIN = /\p{Script=Latin}/u

/** Words that hold Russian together. Left out are those that are Kazakh words too («не», «он», «же», «да», «от»). */
const RUSSIAN_SMALL_WORDS = new Set(
  `и в во на что по с со для или если это как при его её их был была были быть который которая которые которого
   так также только чтобы к из за но она они нет есть этого этот эта до после между`.split(/\s+/),
)
const KAZAKH_SMALL_WORDS = new Set(
  'және үшін бойынша туралы немесе емес осы мен бен пен болып бұл керек тиіс қажет егер ғана деп дейін кейін'.split(
    ' ',
  ),
)
const ENGLISH_SMALL_WORDS = new Set(
  'the of and to is in that it for with as be by or not which are on'.split(' '),
)

/** Passages shorter than this are names and labels: only comparison with the other languages can tell. */
const SHORTEST_PASSAGE = 4
/** Hardly any Kazakh sentence of this length does without a letter that Russian lacks. */
const LONG_WITHOUT_KAZAKH = 12

/** Passages of one text that are in another language. */
export function checkLanguage(blocks: readonly Block[], locale: Locale, report: Reporter): void {
  for (const block of blocks) {
    const words = block.own.match(WORD) ?? []
    if (words.length < SHORTEST_PASSAGE) continue
    const found = foreignLanguage(words, block.language ?? locale)
    if (found) report('untranslated', `this looks ${found}: ${around(block.own.trim(), 0)}`, block.line)
  }
}

/** The language, other than the expected one, that these words seem to be in. */
function foreignLanguage(words: readonly string[], locale: Locale): string | null {
  const share = (test: (word: string) => boolean) => words.filter(test).length / words.length
  const small = (list: ReadonlySet<string>) => (word: string) => list.has(word.toLowerCase())
  const latin = share((word) => LATIN.test(word))
  const cyrillic = share((word) => CYRILLIC.test(word))
  if (locale === 'en') return cyrillic > 0.25 ? 'Russian or Kazakh' : null
  if (latin > 0.5 || (latin > 0.25 && share(small(ENGLISH_SMALL_WORDS)) > 0.1)) return 'English'
  if (locale === 'ru') {
    // Names alone may fill a Russian sentence; its small words then still show what it is.
    const kazakh = share(small(RUSSIAN_SMALL_WORDS)) > 0.05 ? 0 : share((word) => KAZAKH_LETTER.test(word))
    return kazakh > 0.4 || share(small(KAZAKH_SMALL_WORDS)) > 0.1 ? 'Kazakh' : null
  }
  if (share(small(RUSSIAN_SMALL_WORDS)) > 0.1) return 'Russian'
  const withoutKazakh = words.length >= LONG_WITHOUT_KAZAKH && !words.some((word) => KAZAKH_LETTER.test(word))
  return withoutKazakh ? 'Russian' : null
}

/** Passages that stand word for word in two languages: one of them was not translated. */
export function checkCopies(
  blocks: readonly Block[],
  other: { locale: Locale; blocks: readonly Block[] },
  report: Reporter,
): void {
  const key = (block: Block) => (block.own.match(WORD) ?? []).join(' ').toLowerCase()
  const theirs = new Set(other.blocks.filter((block) => !block.language).map(key))
  for (const block of blocks) {
    const words = block.language ? 0 : (block.own.match(WORD)?.length ?? 0)
    if (words >= SHORTEST_PASSAGE && theirs.has(key(block))) {
      report(
        'untranslated',
        `the same words as in ${other.locale}: ${around(block.own.trim(), 0)}`,
        block.line,
      )
    }
  }
}
