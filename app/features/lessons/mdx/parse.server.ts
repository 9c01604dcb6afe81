import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { GuardError } from './guard-error.ts'
import { inReadingOrder } from './guard-error.ts'
import { type Place, placeOf } from './place.ts'
import { type Repair, repair } from './repair.server.ts'

const parser = unified().use(remarkParse).use(remarkMdx).use(remarkGfm)

/** Characters we are willing to read again and again while looking for further faults. */
const REPARSE_BUDGET = 2_000_000
const MOST_REPAIRS = 25

export type Parsed = {
  /** Absent when the fault could not be worked around. */
  tree: Root | null
  errors: GuardError[]
  /** A tag was missing or malformed: what the tree says about nesting is then not to be trusted. */
  structural: boolean
}

/**
 * MDX stops at its first syntax error. To show an author all of them at once, each fault is reported,
 * blanked out without moving anything, and the text is read again. `components` are the names that tags may have;
 * `densest` is where to look when the parser gives up without a place.
 */
export function parse(body: string, components: readonly string[], densest: Place): Parsed {
  const errors: GuardError[] = []
  let text = body
  let structural = false
  let budget = Math.max(REPARSE_BUDGET, body.length)
  for (let round = 0; round <= MOST_REPAIRS && budget > 0; round += 1) {
    budget -= text.length
    try {
      return { tree: parser.parse(text), errors: inReadingOrder(errors), structural }
    } catch (thrown) {
      if (thrown instanceof RangeError) {
        // The parser calls itself for every level; the levels ran out.
        errors.push({ code: 'nested_too_deep', ...densest, detail: { limit: '10' } })
        break
      }
      const repaired = safely(text, thrown, components)
      const { code, offset, detail } = repaired
      errors.push({ code, ...(code === 'syntax' && offset === 0 ? densest : placeOf(text, offset)), detail })
      structural ||= repaired.structural
      if (repaired.text === null || repaired.text === text) break
      text = repaired.text
    }
  }
  return { tree: null, errors: inReadingOrder(errors), structural: true }
}

function safely(text: string, thrown: unknown, components: readonly string[]): Repair {
  try {
    return repair(text, thrown, components)
  } catch {
    return { code: 'syntax', offset: 0, detail: { reason: 'none' }, text: null, structural: true }
  }
}
