import type { Nodes, Parents, Root } from 'mdast'
import type { FrontMatter } from './front-matter.server.ts'
import { readOpening } from './front-matter.server.ts'
import { attributeFaults } from './guard-attributes.server.ts'
import type { GuardCode, GuardError } from './guard-error.ts'
import { inReadingOrder } from './guard-error.ts'
import { linkFault } from './guard-links.ts'
import { selfCheckFaults } from './guard-self-checks.server.ts'
import type { JsxElement } from './jsx-element.ts'
import { textAttribute } from './jsx-element.ts'
import { parse } from './parse.server.ts'
import type { Registry } from './registry.ts'
import { LESSON_REGISTRY } from './registry.ts'

export type GuardOptions = {
  registry?: Registry
  /** Ids of the acts that may be cited; any when absent. */
  acts?: readonly string[]
  /** Names of the figures that exist; any when absent. */
  figures?: readonly string[]
}

/** The guard's verdict, and the text as it was read. `tree` is null when it could not be read at all. */
export type Inspection = {
  errors: GuardError[]
  frontMatter: FrontMatter | null
  body: string
  tree: Root | null
}

type Report = (code: GuardCode, node: Nodes, detail?: Record<string, string>) => void
type Walk = { report: Report; registry: Registry; options: GuardOptions; ids: Set<string> }

const LARGEST_SOURCE = 300_000

/** Codes that only make sense while every tag has its partner. */
const NEEDS_STRUCTURE = new Set<GuardCode>([
  'misplaced',
  'block_in_line',
  'empty_component',
  'unexpected_content',
  'missing_attribute',
  'heading_inside',
])

const PLAIN_NODES = new Set([
  'root',
  'paragraph',
  'text',
  'heading',
  'emphasis',
  'strong',
  'delete',
  'link',
  'linkReference',
  'definition',
  'list',
  'listItem',
  'blockquote',
  'code',
  'inlineCode',
  'break',
  'thematicBreak',
  'table',
  'tableRow',
  'tableCell',
  'footnoteDefinition',
  'footnoteReference',
])

/** Line ends as \n, composed letters, no byte order mark: the one form that is guarded, hashed and compiled. */
export function normalizeSource(source: string): string {
  return source
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .normalize('NFC')
}

/**
 * Refuses everything in an MDX source that could run as a program or that our pages do not know.
 * All faults are returned at once, in reading order; an empty list means the source may be compiled.
 */
export function guard(source: string, options: GuardOptions = {}): GuardError[] {
  return inspect(source, options).errors
}

/** The guard's verdict together with what it read on the way. */
export function inspect(source: string, options: GuardOptions = {}): Inspection {
  const registry = options.registry ?? LESSON_REGISTRY
  const text = normalizeSource(source)
  if (text.length > LARGEST_SOURCE) {
    const detail = { limit: String(LARGEST_SOURCE) }
    return {
      errors: [{ code: 'source_too_large', line: 1, column: 1, detail }],
      frontMatter: null,
      body: '',
      tree: null,
    }
  }
  const opening = readOpening(text, registry.frontMatter)
  const parsed = parse(opening.body)
  const errors = [...opening.errors, ...parsed.errors]
  if (parsed.tree) {
    const found: GuardError[] = []
    const report: Report = (code, node, detail = {}) => {
      const start = node.position?.start
      found.push({ code, line: start?.line ?? 1, column: start?.column ?? 1, detail })
    }
    walk(parsed.tree, [], { report, registry, options, ids: new Set() })
    const trusted = (code: GuardCode) =>
      !parsed.structural || !(NEEDS_STRUCTURE.has(code) || code.startsWith('self_check_'))
    errors.push(...found.filter((error) => trusted(error.code)))
  }
  return {
    errors: inReadingOrder(errors),
    frontMatter: opening.frontMatter,
    body: opening.body,
    tree: parsed.tree,
  }
}

function walk(node: Nodes, parents: readonly Parents[], context: Walk): void {
  const { report } = context
  switch (node.type) {
    case 'mdxjsEsm':
      report('import_export', node, { word: node.value.slice(0, 6) })
      return
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      report('expression', node)
      return
    case 'image':
    case 'imageReference':
      report('image', node)
      return
    case 'html':
      report('raw_html', node, { tag: node.value.slice(0, 20) })
      return
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      checkElement(node, parents, context)
      break
    case 'link':
    case 'definition':
      if (linkFault(node.url)) report('link_scheme', node, { address: node.url.slice(0, 80) })
      break
    case 'heading':
      if (node.depth !== 2 && node.depth !== 3) report('heading_level', node, { depth: String(node.depth) })
      if (insideSelfCheck(parents)) report('heading_inside', node)
      break
    case 'listItem':
      if (typeof node.checked === 'boolean') report('unknown_markup', node, { kind: '[ ]' })
      break
    default:
      if (!PLAIN_NODES.has(node.type)) report('unknown_markup', node, { kind: node.type })
  }
  if ('children' in node) for (const child of node.children) walk(child, [...parents, node], context)
}

const insideSelfCheck = (parents: readonly Parents[]) =>
  parents.some((parent) => 'name' in parent && parent.name === 'SelfCheck')

function checkElement(node: JsxElement, parents: readonly Parents[], context: Walk): void {
  const { report, registry, options } = context
  const name = node.name ?? ''
  const rule = Object.hasOwn(registry.components, name) ? registry.components[name] : undefined
  if (!rule) {
    if (/^[a-z]/.test(name)) report('raw_html', node, { tag: name })
    else
      report('unknown_component', node, {
        component: name,
        known: Object.keys(registry.components).join(', '),
      })
    for (const fault of attributeFaults(node, undefined)) report(fault.code, node, fault.detail)
    return
  }
  for (const fault of attributeFaults(node, rule)) report(fault.code, node, fault.detail)

  const parent = parents.findLast((candidate) => candidate.type !== 'paragraph')
  const parentName = parent && 'name' in parent ? (parent.name ?? '') : (parent?.type ?? 'root')
  if (rule.parents && !rule.parents.includes(parentName)) {
    report('misplaced', node, { component: name, parents: rule.parents.join(', ') })
  }
  if (!rule.parents && rule.display === 'block' && insideElement(parents, name)) {
    report('misplaced', node, { component: name, parents: 'root' })
  }
  const paragraph = parents.at(-1)
  if (rule.display === 'block' && paragraph?.type === 'paragraph' && !onlyComponents(paragraph)) {
    report('block_in_line', node, { component: name })
  }
  const filled = node.children.some((child) => child.type !== 'text' || child.value.trim() !== '')
  if (rule.children === 'required' && !filled) report('empty_component', node, { component: name })
  if (rule.children === 'none' && filled) report('unexpected_content', node, { component: name })

  const act = textAttribute(node, 'act')
  if (name === 'Statute' && act && options.acts && !options.acts.includes(act))
    report('unknown_act', node, { act })
  const figure = textAttribute(node, 'name')
  if (name === 'Figure' && figure && options.figures && !options.figures.includes(figure)) {
    report('unknown_figure', node, { figure })
  }
  if (name === 'SelfCheck')
    for (const fault of selfCheckFaults(node, context.ids)) report(fault.code, fault.node, fault.detail)
}

const insideElement = (parents: readonly Parents[], name: string) =>
  parents.some((parent) => 'name' in parent && parent.name === name)

const onlyComponents = (paragraph: Parents) =>
  paragraph.children.every(
    (child) => child.type === 'mdxJsxTextElement' || (child.type === 'text' && child.value.trim() === ''),
  )
