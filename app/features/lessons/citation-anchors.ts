/*
 * The places of a text that name articles by number, in three languages, with the part and point beside them. Patterns
 * have bounded repeats only: a long text of digits or commas costs no more than any other.
 */

/** A place that names one or more articles; offsets are UTF-16 and include the part and point. */
export type Anchor = {
  start: number
  end: number
  language: 'ru' | 'kk' | 'en'
  articles: string[]
  part?: string
  point?: string
}

const NUMBER = '\\d{1,4}(?:-\\d{1,2}(?!\\d)){0,2}'
const GAP = '[\\s\\u00A0]{0,3}'
const AND = `(?:${GAP}(?:,|;|–|—|-|и|или|және|мен|пен|бен|немесе|and|or|to)${GAP})`
const LIST = `${NUMBER}(?:${AND}${NUMBER}){0,20}`
/** Articles that one range may stand for: «ст. 15–17»; a longer one is cited by its ends. */
const LONGEST_RANGE = 30

const RU = new RegExp(
  `(?<!\\p{L})(?:ст\\.${GAP}ст\\.|ст\\.|стать(?:я|и|е|ю|ей|ёй|ями|ям|ях)|статей)${GAP}(${LIST})(?!\\d)`,
  'giu',
)
const KK = new RegExp(`(?<![\\p{L}\\d-])(${LIST})${GAP}-?${GAP}ба[бп]\\p{L}{0,12}`, 'giu')
const EN = new RegExp(
  `(?<!\\p{L})(?:Arts?\\.|Articles?)${GAP}(${LIST})(?:\\((\\d{1,3}(?:-\\d{1,2})?)\\))?(?:\\(?(\\d{1,3})\\))?`,
  'giu',
)

/** Every place that names articles, in the order of the text. */
export function articleAnchors(text: string): Anchor[] {
  const anchors = [
    ...[...text.matchAll(RU)].map((match) => russian(text, match)),
    ...[...text.matchAll(KK)].map((match) => kazakh(text, match)),
    ...[...text.matchAll(EN)].map((match) => english(text, match)),
  ].filter((anchor) => anchor.articles.length > 0)
  return anchors.sort((a, b) => a.start - b.start)
}

const BELOW = String.raw`\d{1,3}(?:-\d{1,2})?`
/** «подп. 3) п. 2 ч. 1 » before the article. */
const RU_BEFORE = new RegExp(
  `(?<!\\p{L})(?:(?:подп\\.|пп\\.|подпункт\\p{L}{0,3})${GAP}(${BELOW})\\)?${GAP})?(?:(?:п\\.|пункт\\p{L}{0,3})${GAP}(${BELOW})\\)?${GAP})?(?:(?:ч\\.|част\\p{L}{1,3})${GAP}(${BELOW}|\\p{L}{5,12})${GAP})?$`,
  'iu',
)
const RU_AFTER = new RegExp(
  `^,?${GAP}(?:(?:ч\\.|част\\p{L}{1,3})${GAP}(${BELOW}))?,?${GAP}(?:(?:п\\.|пункт\\p{L}{0,3})${GAP}(${BELOW})\\)?)?`,
  'iu',
)
const ORDINALS_RU = ['перв', 'втор', 'трет', 'четвёрт', 'пят', 'шест', 'седьм', 'восьм', 'девят', 'десят']

function russian(text: string, match: RegExpExecArray): Anchor {
  const end = match.index + match[0].length
  const before = RU_BEFORE.exec(text.slice(Math.max(0, match.index - 60), match.index))
  const [words = '', sub, point, written] = before ?? []
  const part =
    written && (/^\d/.test(written) ? written : ordinal(written.replace('тверт', 'твёрт'), ORDINALS_RU))
  if (words.trim() !== '' && (!written || part)) {
    const levels = part ? [part, point ?? sub] : point ? [point, sub] : [sub, undefined]
    return anchor('ru', match.index - words.trimStart().length, end, match[1], ...levels)
  }
  const after = RU_AFTER.exec(text.slice(end, end + 40))
  const [tail = '', partAfter, pointAfter] = after ?? []
  const found = partAfter ?? pointAfter
  return anchor(
    'ru',
    match.index,
    found ? end + tail.length : end,
    match[1],
    found,
    partAfter ? pointAfter : undefined,
  )
}

const KK_AFTER = new RegExp(
  `^${GAP}(?:(${BELOW})-(?:тарма[қғ]|бөлі[кг])\\p{L}{0,10}|(\\p{L}{4,10})${GAP}бөлі[кг]\\p{L}{0,10})(?:${GAP}(${BELOW})\\)${GAP}тарма[қғ]\\p{L}{0,10})?`,
  'iu',
)
const ORDINALS_KK = [
  'бірінші',
  'екінші',
  'үшінші',
  'төртінші',
  'бесінші',
  'алтыншы',
  'жетінші',
  'сегізінші',
  'тоғызыншы',
  'оныншы',
]

function kazakh(text: string, match: RegExpExecArray): Anchor {
  const end = match.index + match[0].length
  const [tail = '', number, word, point] = KK_AFTER.exec(text.slice(end, end + 60)) ?? []
  const part = number ?? (word && ordinal(word, ORDINALS_KK))
  return anchor('kk', match.index, part ? end + tail.length : end, match[1], part, part ? point : undefined)
}

const EN_BEFORE = new RegExp(
  `(?<!\\p{L})(?:(?:point|sub-?paragraph)${GAP}(${BELOW})\\)?${GAP}(?:of${GAP})?)?(?:paragraph|para\\.|part)${GAP}(${BELOW})${GAP}(?:of${GAP})?$`,
  'iu',
)
const EN_AFTER = new RegExp(`^,${GAP}(?:part|paragraph|para\\.)${GAP}(${BELOW})`, 'iu')

function english(text: string, match: RegExpExecArray): Anchor {
  const end = match.index + match[0].length
  if (match[2]) return anchor('en', match.index, end, match[1], match[2], match[3])
  const [before, point, partBefore] =
    EN_BEFORE.exec(text.slice(Math.max(0, match.index - 60), match.index)) ?? []
  if (before) return anchor('en', match.index - before.length, end, match[1], partBefore, point)
  const [after = '', partAfter] = EN_AFTER.exec(text.slice(end, end + 30)) ?? []
  return anchor('en', match.index, end + after.length, match[1], partAfter, undefined)
}

function anchor(
  language: Anchor['language'],
  start: number,
  end: number,
  list = '',
  part?: string | undefined,
  point?: string | undefined,
): Anchor {
  const articles = articlesIn(list)
  // A part belongs to one article: in a list it is nobody's.
  const alone = articles.length === 1
  return { language, start, end, articles, ...(alone && part && { part }), ...(alone && point && { point }) }
}

/** «8, 9 и 15–17» → 8, 9, 15, 16, 17; «64-1» is one article, «144-147» a range. */
function articlesIn(list: string): string[] {
  const articles: string[] = []
  const pattern = new RegExp(`(${NUMBER})(${GAP}[–—-]${GAP}(?=\\d))?`, 'gu')
  let from: string | null = null
  for (const [, number = '', dash] of list.matchAll(pattern)) {
    const hyphenated = /^(\d{1,4})-(\d{1,4})$/.exec(number)
    if (hyphenated && Number(hyphenated[2]) > Number(hyphenated[1])) {
      articles.push(...between(hyphenated[1] ?? '', hyphenated[2] ?? ''))
    } else if (from !== null) articles.push(...between(from, number))
    else if (!dash) articles.push(number)
    from = dash && from === null ? number : null
  }
  return [...new Set(articles)]
}

/** The articles of a range; its ends alone where it is long, falls, or has numbers with a hyphen. */
function between(from: string, to: string): string[] {
  const [first, last] = [Number(from), Number(to)]
  if (!Number.isInteger(first) || !Number.isInteger(last) || last <= first || last - first > LONGEST_RANGE)
    return [from, to]
  return Array.from({ length: last - first + 1 }, (_, index) => String(first + index))
}

/** The number an ordinal word begins with, as digits. */
function ordinal(word: string, stems: readonly string[]): string | undefined {
  const index = stems.findIndex((stem) => word.toLowerCase().startsWith(stem))
  return index < 0 ? undefined : String(index + 1)
}
