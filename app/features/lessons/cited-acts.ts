/*
 * The names by which acts are cited. A name is written in acts.yaml as lawyers write it; a star stands for an ending:
 * «Гражданск* кодекс*». Abbreviations («ГК», «АК») keep their case, so that words in small letters are never taken for one.
 */

/** What the recogniser knows of an act: acts.yaml, or the same from the database. */
export type CitableAct = {
  id: string
  /** Names and short forms of all languages. */
  cited: readonly string[]
  /** The articles an act has, where two acts share a name. */
  articles?: { from: number; to?: number | undefined } | undefined
  /** Articles that no longer exist. */
  repealed?: readonly string[] | undefined
  /** Numbers of the text that was replaced, with today's numbers. */
  oldNumbers?: Readonly<Record<string, string>> | undefined
}

/** A place of the text that names an act, in UTF-16 offsets; `old` where it says that the replaced text is meant. */
export type ActMention = { start: number; end: number; acts: readonly string[]; old: boolean }

/** Words after a name that mean the text before its replacement («Конституции 1995 года»). */
const OLD_AFTER =
  /^[ \u00A0]+(?:РК[ \u00A0]+|Республики[ \u00A0]+Казахстан[ \u00A0]+)?(?:от[ \u00A0]+30[ \u00A0]+августа[ \u00A0]+)?(?:of[ \u00A0]+)?1995/u
const OLD_BEFORE =
  /(?:прежн\p{L}*|стар\p{L}*|бұрынғы|1995[ \u00A0]+жылғы|former|old|1995)[ \u00A0]+(?:РК[ \u00A0]+|ҚР[ \u00A0]+)?$/iu

/** Every place that names an act, in order and without overlaps: of two names at one place the longer counts. */
export function actMentions(text: string, acts: readonly CitableAct[]): ActMention[] {
  const owners = ownersByName(acts)
  const names = [...owners.keys()].sort((a, b) => b.length - a.length)
  const found: ActMention[] = []
  for (const [list, flags] of [
    [names.filter(isAbbreviation), 'gu'],
    [names.filter((name) => !isAbbreviation(name)), 'giu'],
  ] as const) {
    if (list.length === 0) continue
    // One group a name, so that a match says which name it was.
    const pattern = list.map((name) => `(${patternOf(name)})`).join('|')
    const regex = new RegExp(`(?<!\\p{L})(?:${pattern})(?:-\\p{L}{1,12})?(?![\\p{L}\\p{N}])`, flags)
    for (const match of text.matchAll(regex)) {
      const name = list[match.slice(1).findIndex((group) => group !== undefined)] ?? ''
      const end = match.index + match[0].length
      const old =
        OLD_AFTER.test(text.slice(end, end + 50)) ||
        OLD_BEFORE.test(text.slice(Math.max(0, match.index - 30), match.index))
      found.push({ start: match.index, end, acts: owners.get(name) ?? [], old })
    }
  }
  found.sort((a, b) => a.start - b.start || b.end - a.end)
  return found.filter((mention, index) => {
    const earlier = found[index - 1]
    return !earlier || earlier.end <= mention.start
  })
}

function ownersByName(acts: readonly CitableAct[]): Map<string, string[]> {
  const owners = new Map<string, string[]>()
  for (const { id, cited } of acts) {
    for (const name of cited) owners.set(name, [...(owners.get(name) ?? []), id])
  }
  return owners
}

const isAbbreviation = (name: string): boolean =>
  /^[^\s*]{2,6}$/u.test(name) && /\p{Lu}\p{Ll}?\p{Lu}/u.test(name)

const patternOf = (name: string): string =>
  name
    .replace(/[.()[\]{}?+^$|\\]/g, '\\$&')
    .replaceAll('*', '\\p{L}{0,12}')
    .replace(/ +/g, '[\\s\\u00A0]{1,3}')
