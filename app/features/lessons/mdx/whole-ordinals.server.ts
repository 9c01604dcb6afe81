import type { Nodes, Root } from 'hast'
import { visit } from 'unist-util-visit'

const WORD_JOINER = '\u2060'

/**
 * A rehype plugin: a number or an abbreviation and its Kazakh ending («29-бабы», «64-1-бабы», «АПК-нің») stay on one line. The
 * hyphen remains a hyphen, and an invisible word joiner after it forbids the break.
 */
export function wholeOrdinals() {
  return (tree: Root) => {
    visit(tree as Nodes, 'text', (node) => {
      node.value = node.value.replace(/(?<=[\d\p{Lu}.]-)(?=\p{Ll})|(?<=\d-)(?=\d)/gu, WORD_JOINER)
    })
  }
}
