import type { Element, Nodes, Root } from 'hast'
import { toString as textOf } from 'hast-util-to-string'
import { visit } from 'unist-util-visit'

/** Characters of the longest words of all columns that still stand beside each other on a phone of 360 px. */
const ROOM = 30
/** Characters of a row of three columns; more make towers of single words on a phone. */
const ROW = 100

/**
 * A rehype plugin: a table too wide for a phone is marked to become cards there (`class="cards"`), and each of its
 * values then carries the head of its column (`data-l`). The first value names the card and needs no head, unless
 * it is a bare number.
 */
export function wideTables() {
  return (tree: Root) => {
    visit(tree as Nodes, 'element', (table) => {
      if (table.tagName !== 'table') return
      const [head, ...rows] = inside(table).flatMap((part) => inside(part))
      if (!head || !(isWide([head, ...rows].map(words)) || rows.some(isTall))) return
      table.properties.className = ['cards']
      const heads = inside(head).map((cell) => textOf(cell).trim())
      for (const row of rows) {
        for (const [column, cell] of inside(row).entries()) {
          const label = heads[column]
          if (label && (column > 0 || /^\d+$/.test(textOf(cell).trim()))) cell.properties.dataL = label
        }
      }
    })
  }
}

const inside = (node: Element): Element[] => node.children.filter((child) => child.type === 'element')

/** The length of the longest word of each cell; what a no-break space holds together is one word. */
const words = (row: Element): number[] =>
  inside(row).map((cell) =>
    Math.max(
      ...textOf(cell)
        .split(/[ \n]+/)
        .map((word) => word.length),
    ),
  )

/** Whether a row of more than two columns holds more text than stands well beside each other. */
const isTall = (row: Element): boolean => inside(row).length > 2 && textOf(row).trim().length > ROW

function isWide(rows: number[][]): boolean {
  const columns = rows[0]?.length ?? 0
  const longest = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => row[column] ?? 0)),
  )
  return columns > 3 || longest.reduce((sum, length) => sum + length, 0) > ROOM
}
