import type { Root } from 'mdast'
import remarkGfm from 'remark-gfm'
import remarkMdx from 'remark-mdx'
import remarkParse from 'remark-parse'
import { unified } from 'unified'
import type { GuardError } from './guard-error.ts'
import { inReadingOrder } from './guard-error.ts'
import { placeOf, repair } from './repair.server.ts'

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
 * blanked out without moving anything, and the text is read again.
 */
export function parse(body: string): Parsed {
  const errors: GuardError[] = []
  let text = body
  let structural = false
  let budget = Math.max(REPARSE_BUDGET, body.length)
  for (let round = 0; round <= MOST_REPAIRS && budget > 0; round += 1) {
    budget -= text.length
    try {
      return { tree: parser.parse(text), errors: inReadingOrder(errors), structural }
    } catch (thrown) {
      const repaired = repair(text, thrown)
      errors.push({ code: repaired.code, ...placeOf(text, repaired.offset), detail: repaired.detail })
      structural ||= repaired.structural
      if (repaired.text === null || repaired.text === text) break
      text = repaired.text
    }
  }
  return { tree: null, errors: inReadingOrder(errors), structural: true }
}
