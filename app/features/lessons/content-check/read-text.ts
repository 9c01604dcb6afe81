import type { Nodes, Root, Table } from 'mdast'
import type { Locale } from '#app/i18n/locales.ts'
import type { FrontMatter } from '../mdx/front-matter.server.ts'
import type { JsxElement } from '../mdx/jsx-element.ts'
import { hasAttribute, isElement, textAttribute } from '../mdx/jsx-element.ts'

/** A paragraph, heading, table cell, attribute or front matter field. */
export type Block = {
  line: number
  /** Everything a reader sees, code left out. */
  text: string
  /** The same without citations and terms: what must be in the language of the text. */
  own: string
  /** The same without citations only. */
  uncited: string
  /** In a glossary each column has its own language, whatever the text is in. */
  language?: Locale
}

export type CitedStatute = {
  act: string
  article: string
  part: string
  point: string
  wording: string
  line: number
  /** The self-check it stands in, or null. */
  check: string | null
}

/** A text taken apart for the rules. */
export type TextParts = {
  blocks: Block[]
  /** Headings, components, tables and lists in order: what translations must have in common. */
  outline: { mark: string; line: number }[]
  statutes: CitedStatute[]
  links: { address: string; line: number }[]
  figures: string[]
}

const ATTRIBUTES_SHOWN = ['title', 'alt', 'caption']

/** Takes a parsed text apart. */
export function readParts(tree: Root, frontMatter: FrontMatter | null): TextParts {
  const parts: TextParts = { blocks: [], outline: [], statutes: [], links: [], figures: [] }
  if (frontMatter) {
    for (const text of [frontMatter.title, frontMatter.summary]) {
      parts.blocks.push({ line: 2, text, own: text, uncited: text })
    }
  }
  visit(tree, parts, null)
  return parts
}

function visit(node: Nodes, parts: TextParts, check: string | null): void {
  const line = node.position?.start.line ?? 1
  let inside = check
  switch (node.type) {
    case 'paragraph':
    case 'tableCell':
      addBlock(node, parts, line)
      break
    case 'heading':
      addBlock(node, parts, line)
      parts.outline.push({ mark: `heading ${node.depth}`, line })
      break
    case 'table':
      parts.outline.push({ mark: `table of ${node.children.length} rows`, line })
      readTable(node, parts, check)
      return
    case 'list':
      parts.outline.push({ mark: `list of ${node.children.length}`, line })
      break
    case 'link':
    case 'definition':
      parts.links.push({ address: node.url, line })
      break
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      readElement(node, parts, line, check)
      if (node.name === 'SelfCheck') inside = textAttribute(node, 'id') ?? ''
      break
    default:
  }
  if ('children' in node) for (const child of node.children) visit(child, parts, inside)
}

const COLUMN_LANGUAGES: Record<string, Locale> = { Қазақша: 'kk', Русский: 'ru', English: 'en' }

function readTable(table: Table, parts: TextParts, check: string | null): void {
  const columns = table.children[0]?.children.map((cell) => COLUMN_LANGUAGES[textOf(cell, []).trim()]) ?? []
  const glossary = new Set(columns).size === 3 && !columns.includes(undefined)
  for (const row of table.children) {
    row.children.forEach((cell, column) => {
      const before = parts.blocks.length
      visit(cell, parts, check)
      const language = glossary ? columns[column] : undefined
      if (language) for (const block of parts.blocks.slice(before)) block.language = language
    })
  }
}

function readElement(node: JsxElement, parts: TextParts, line: number, check: string | null): void {
  const value = (name: string) => textAttribute(node, name) ?? ''
  if (node.name !== 'Term') {
    for (const name of ATTRIBUTES_SHOWN) {
      const text = value(name)
      if (text) parts.blocks.push({ line, text, own: text, uncited: node.name === 'Figure' ? '' : text })
    }
  }
  const mark = { mark: elementMark(node), line }
  if (node.name === 'Statute') {
    const [act, article, part, point, wording] = ['act', 'article', 'part', 'point', 'wording'].map(value)
    parts.statutes.push({
      act: act ?? '',
      article: article ?? '',
      part: part ?? '',
      point: point ?? '',
      wording: wording ?? '',
      line,
      check,
    })
  } else if (node.name !== 'Term' && node.name !== 'Why') parts.outline.push(mark)
  if (node.name === 'Figure') parts.figures.push(value('name'))
}

function elementMark(node: JsxElement): string {
  switch (node.name) {
    case 'SelfCheck':
      return `self-check ${textAttribute(node, 'id')} (${textAttribute(node, 'kind')})`
    case 'Option':
      return hasAttribute(node, 'correct') ? 'right option' : 'wrong option'
    case 'Figure':
      return `figure ${textAttribute(node, 'name')}`
    case 'Callout':
      return `callout ${textAttribute(node, 'kind')}`
    default:
      return node.name ?? ''
  }
}

function addBlock(node: Nodes, parts: TextParts, line: number): void {
  const text = textOf(node, [])
  if (text.trim() === '') return
  parts.blocks.push({
    line,
    text,
    own: textOf(node, ['Statute', 'Term']),
    uncited: textOf(node, ['Statute']),
  })
}

function textOf(node: Nodes, without: readonly string[]): string {
  if (node.type === 'text') return node.value
  if (node.type === 'break') return '\n'
  if (isElement(node) && without.includes(node.name ?? '')) return ' '
  return 'children' in node ? node.children.map((child) => textOf(child, without)).join('') : ''
}

/** The line of the file on which a place in a block stands. */
export const lineInBlock = (block: Block, offset: number) =>
  block.line + (block.text.slice(0, offset).match(/\n/g)?.length ?? 0)
