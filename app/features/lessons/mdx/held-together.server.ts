import type { Nodes, Root } from 'hast'
import { visit } from 'unist-util-visit'

const WORD_JOINER = '\u2060'
const NO_BREAK_SPACE = '\u00a0'

/**
 * A rehype plugin: what no line may tear apart. A number or an abbreviation and its Kazakh ending («29-бабы», «64-1-бабы»,
 * «АПК-нің»), and the number of a law («331-VIII»), stay whole: the hyphen remains a hyphen, and an invisible word joiner
 * after it forbids the break. A dash stays on the line of the word before it.
 */
export function heldTogether() {
  return (tree: Root) => {
    visit(tree as Nodes, 'text', (node) => {
      node.value = node.value
        .replace(/(?<=[\d\p{Lu}.]-)(?=\p{Ll})|(?<=\d-)(?=[\d\p{Lu}])/gu, WORD_JOINER)
        .replace(/ (?=– )/g, NO_BREAK_SPACE)
    })
  }
}
