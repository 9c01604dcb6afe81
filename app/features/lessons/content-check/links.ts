import type { Reporter } from './finding.ts'
import type { TextParts } from './read-text.ts'

/** Places of the site a text may lead to, besides lessons and essays. */
const PLACES = new Set([
  '/today',
  '/calendar',
  '/progress',
  '/questions',
  '/essays',
  '/readiness',
  '/certificate',
])

export type LinkTargets = {
  /** Ids of the headings of each lesson in the language of the text. */
  lessons: ReadonlyMap<string, ReadonlySet<string>>
  essays: ReadonlySet<string>
  /** Ids of the headings of the text itself. */
  own: ReadonlySet<string>
}

/** Every link must lead somewhere: to a heading, a lesson, an essay, a page of the site or a well-formed address. */
export function checkLinks(parts: TextParts, targets: LinkTargets, report: Reporter): void {
  for (const { address, line } of parts.links) {
    const fault = linkTargetFault(address, targets)
    if (fault) report('links', `${address}: ${fault}`, line)
  }
}

function linkTargetFault(address: string, { lessons, essays, own }: LinkTargets): string | null {
  if (/^(?:https?|mailto):/i.test(address)) {
    if (!URL.canParse(address)) return 'not a well-formed address'
    return /^https?:/i.test(address) && !new URL(address).hostname.includes('.')
      ? 'not a public address'
      : null
  }
  const [path = '', anchor] = address.split('#')
  const anchorFault = (ids: ReadonlySet<string>) =>
    anchor === undefined || ids.has(decoded(anchor)) ? null : 'there is no such heading'
  if (path === '') return anchorFault(own)
  const [, kind, slug] = /^\/(lessons|essays)\/([a-z0-9-]+)$/.exec(path) ?? []
  if (kind === 'lessons' && slug) {
    const ids = lessons.get(slug)
    return ids ? anchorFault(ids) : 'there is no such lesson'
  }
  if (kind === 'essays' && slug) return essays.has(slug) ? null : 'there is no such essay'
  return PLACES.has(path) ? null : 'write /lessons/<name>, /essays/<name> or a page of the site'
}

function decoded(anchor: string): string {
  try {
    return decodeURIComponent(anchor)
  } catch {
    return anchor
  }
}
