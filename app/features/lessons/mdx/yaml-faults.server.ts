import type { Document } from 'yaml'
import { isAlias, isNode, isScalar, visit } from 'yaml'
import { forbiddenIn } from './characters.ts'

/** Something in a YAML document that no file of a course may hold: what is written, and where it begins. */
export type YamlFault = { offset: number; written: string }

/** The first anchor, alias or tag. They mean nothing in a course, and a few of them can stand for gigabytes. */
export function referenceIn(document: Document): YamlFault | null {
  let found: YamlFault | null = null
  visit(document, (_key, node) => {
    if (!isNode(node)) return undefined
    const offset = node.range?.[0] ?? 0
    if (isAlias(node)) found = { offset, written: `*${node.source}` }
    else if (node.anchor) found = { offset, written: `&${node.anchor}` }
    else if (node.tag) found = { offset, written: node.tag }
    return found ? visit.BREAK : undefined
  })
  return found
}

/** The first value with a character that no text may hold; an escape such as "\u0000" is no character of the source. */
export function characterIn(document: Document): YamlFault | null {
  let found: YamlFault | null = null
  visit(document, (_key, node) => {
    const written = isScalar(node) && typeof node.value === 'string' ? forbiddenIn(node.value) : null
    if (!written || !isScalar(node)) return undefined
    found = { offset: node.range?.[0] ?? 0, written }
    return visit.BREAK
  })
  return found
}
