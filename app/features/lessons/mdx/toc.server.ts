import type { Nodes, Root } from 'hast'
import { toString as textOf } from 'hast-util-to-string'
import { visit } from 'unist-util-visit'

export type TocEntry = { id: string; text: string; depth: 2 | 3 }

/** A rehype plugin (after rehype-slug) that writes the headings of a text into `toc`. */
export function collectToc(toc: TocEntry[]) {
  return (tree: Root) => {
    visit(tree as Nodes, 'element', (node) => {
      const { id } = node.properties
      if (id === 'footnote-label') return
      if ((node.tagName === 'h2' || node.tagName === 'h3') && typeof id === 'string') {
        toc.push({ id, text: textOf(node).trim(), depth: node.tagName === 'h2' ? 2 : 3 })
      }
    })
  }
}
