import { type Annotation, locateQuote } from './annotations.ts'
import { type ContentFault, faultOf, type MarkContent } from './mark.ts'
import type { Script } from './queries/marking.server.ts'

/** A comment whose words were typed by hand, without a selection. */
export type TypedComment = { quote: string; comment: string; criterion: string | null }

/** What a marking page sends: the content, the revision it was made from, and a comment that was typed beside it. */
export type SentDraft = { base: number; content: MarkContent; typed: TypedComment | null }

/** Why a draft is refused: what is wrong with it, and beside which field that is said. */
export type DraftFault = { reason: ContentFault | 'absent' | 'ambiguous'; field: string }

// Keys of jsonb come back in another order.
const sorted = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.map(sorted)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, one]) => [key, sorted(one)])
}

/** True where two contents say the same. */
export const sameContent = (a: MarkContent, b: MarkContent): boolean => {
  const facts = ({ scores, remarks, annotations, overall }: MarkContent) =>
    JSON.stringify(sorted({ scores, remarks, annotations, overall }))
  return facts(a) === facts(b)
}

/** True where what was sent is stored already: the answer to an earlier try did not arrive. */
export const isStored = ({ draft }: Pick<Script, 'draft'>, base: number, content: MarkContent): boolean =>
  draft.revision === base + 1 && sameContent(draft, content)

/**
 * The content that a draft brings to its script, the typed comment among its comments (under the id `newId`), or what
 * is wrong with it.
 */
export function contentOf(
  { content, typed }: SentDraft,
  { text, criteria }: Pick<Script, 'text' | 'criteria'>,
  newId: string,
): { ok: true; value: MarkContent } | { ok: false; fault: DraftFault } {
  const added: Annotation[] = []
  if (typed) {
    const { quote, ...rest } = typed
    const selector = locateQuote(text, quote)
    if (typeof selector === 'string') return { ok: false, fault: { reason: selector, field: 'add.quote' } }
    added.push({ id: newId, ...rest, selector })
  }
  const value = { ...content, annotations: [...content.annotations, ...added] }
  const fault = faultOf(value, criteria, text)
  return fault ? { ok: false, fault } : { ok: true, value }
}
