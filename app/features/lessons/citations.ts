/*
 * Finds references to provisions in a text that somebody typed: "п. 2 ч. 1 ст. 349 ГК РК", "АК-нің 349-бабының 2-тармағы",
 * "Art. 349(2) of the Civil Code". It reads the three languages at once, because lawyers mix them. Every look around an
 * article is limited to a window, so that the work grows with the length of the text and no faster.
 */
import { type Anchor, articleAnchors } from './citation-anchors.ts'
import { type ActMention, actMentions, type CitableAct } from './cited-acts.ts'

/** A reference to one article. `start` and `end` are UTF-16 offsets of the words that name it. */
export type Citation = {
  start: number
  end: number
  text: string
  /** The id of the act in acts.yaml; null where the text names none, or one that is not listed. */
  act: string | null
  article: string
  /** The first level below the article (часть of a procedural code, пункт of a law), and the one below that. */
  part?: string
  point?: string
  /** What is known about the article today: it no longer exists, or its number is another. */
  change?: { kind: 'repealed' } | { kind: 'renumbered'; now: string }
}

/** Most citations of one text that are returned: no essay has more. */
const MOST_CITATIONS = 500
/** Characters between an article and the name of its act that are looked at. */
const WINDOW = 80

/** Every citation of a text, in its order. A list or range of articles gives one citation for each. */
export function findCitations(text: string, acts: readonly CitableAct[]): Citation[] {
  const anchors = articleAnchors(text)
  const mentions = actMentions(text, acts)
  const named = anchors.map((anchor) => nearestMention(text, anchor, mentions))
  inherit(text, anchors, named)
  return anchors
    .flatMap((anchor, index) => citationsOf(text, anchor, named[index] ?? null, acts))
    .slice(0, MOST_CITATIONS)
}

/** The mention an article belongs to: Kazakh names the act before it, Russian and English after it, both may do the other. */
function nearestMention(text: string, anchor: Anchor, mentions: readonly ActMention[]): ActMention | null {
  const next = firstFrom(mentions, anchor.end)
  const after = mentions[next]
  const before = mentions[firstFrom(mentions, anchor.start) - 1]
  const ways = [
    after && after.start - anchor.end <= WINDOW && joins(text.slice(anchor.end, after.start)) ? after : null,
    before &&
    before.end <= anchor.start &&
    anchor.start - before.end <= WINDOW &&
    joins(text.slice(before.end, anchor.start))
      ? before
      : null,
  ]
  return (anchor.language === 'kk' ? (ways[1] ?? ways[0]) : (ways[0] ?? ways[1])) ?? null
}

/** «ст. 8 и ст. 9 ГК», «АК-нің 8-бабы мен 9-бабы»: neighbours in one list share the act that one of them names. */
function inherit(text: string, anchors: readonly Anchor[], named: (ActMention | null)[]): void {
  const linked = (left: Anchor | undefined, right: Anchor | undefined) =>
    left !== undefined &&
    right !== undefined &&
    right.start - left.end <= WINDOW &&
    joins(text.slice(left.end, right.start))
  for (let index = anchors.length - 2; index >= 0; index -= 1) {
    const anchor = anchors[index]
    if (named[index] || anchor?.language === 'kk' || !linked(anchor, anchors[index + 1])) continue
    named[index] = named[index + 1] ?? null
  }
  for (let index = 1; index < anchors.length; index += 1) {
    if (named[index] || !linked(anchors[index - 1], anchors[index])) continue
    named[index] = named[index - 1] ?? null
  }
}

function citationsOf(
  text: string,
  anchor: Anchor,
  mention: ActMention | null,
  acts: readonly CitableAct[],
): Citation[] {
  // The name of an act that several articles share stands beside one of them only.
  const beside = mention && Math.abs(mention.start - anchor.end) <= WINDOW ? mention : null
  const touching = beside && beside.start >= anchor.end ? beside.end : anchor.end
  const leading = beside && beside.end <= anchor.start ? beside.start : anchor.start
  return anchor.articles.map((article) => {
    const act = mention ? actFor(mention.acts, article, acts) : null
    const change = act && changeOf(act, article, mention?.old ?? false)
    return {
      start: leading,
      end: touching,
      text: text.slice(leading, touching).replace(/\s+/g, ' '),
      act: act?.id ?? null,
      article,
      ...(anchor.part && { part: anchor.part }),
      ...(anchor.point && { point: anchor.point }),
      ...(change && { change }),
    }
  })
}

/** Of the acts with one name (the two parts of the Civil Code) the one that has the article; null where several may. */
function actFor(ids: readonly string[], article: string, acts: readonly CitableAct[]): CitableAct | null {
  const number = Number.parseInt(article, 10)
  const possible = acts.filter(
    ({ id, articles }) =>
      ids.includes(id) && (!articles || (number >= articles.from && number <= (articles.to ?? number))),
  )
  return possible.length === 1 ? (possible[0] ?? null) : null
}

function changeOf(act: CitableAct, article: string, old: boolean): Citation['change'] | null {
  if (act.repealed?.includes(article)) return { kind: 'repealed' }
  const now = old ? act.oldNumbers?.[article] : undefined
  return now ? { kind: 'renumbered', now } : null
}

/** Index of the first mention that begins at or after `offset`: mentions are in order. */
function firstFrom(mentions: readonly ActMention[], offset: number): number {
  let low = 0
  let high = mentions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((mentions[middle]?.start ?? 0) < offset) low = middle + 1
    else high = middle
  }
  return low
}

/** Words that may stand between an article and its act, or between two articles of one list. */
const JOINING = new Set(
  `и или а также с по в из к от о об на рк республики казахстан новой действующей нового действующего данного
  ч часть части частью частей п пункт пункта пункте пункту пункты подп пп подпункт подпункта абзац абзаца
  первая первой вторая второй третья третьей четвертая четвертой пятая пятой
  мен пен бен және немесе ҚР қазақстан республикасы республикасының
  тармағы тармағының тармағында тармақ тармақтары тармақшасы тармақшасының бөлігі бөлігінің бөлігінде бөлік бөліктері
  бірінші екінші үшінші төртінші бесінші алтыншы жетінші сегізінші тоғызыншы оныншы
  бұрынғы жаңа first second third fourth fifth
  of the and or in under to part paragraph para point republic kazakhstan`
    .toLowerCase()
    .split(/\s+/),
)

const joins = (gap: string): boolean =>
  !/[.!?;:]\s/.test(gap.replace(/(?:^|[\s(])(?:ч|п|пп|подп|ст|para)\.\s/giu, ' ')) &&
  (gap.toLowerCase().match(/\p{L}+/gu) ?? []).every((word) => JOINING.has(word))
