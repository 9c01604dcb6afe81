import type { Definition, Link, Nodes, Parents, Root } from 'mdast'
import { forbiddenIn } from './characters.ts'
import type { FrontMatter } from './front-matter.server.ts'
import { readOpening } from './front-matter.server.ts'
import { attributeFaults } from './guard-attributes.server.ts'
import type { GuardCode, GuardError } from './guard-error.ts'
import { boundFaults } from './guard-error.ts'
import { linkFault, linkWarning } from './guard-links.server.ts'
import { selfCheckFaults } from './guard-self-checks.server.ts'
import { htmlHint } from './html-tags.ts'
import type { JsxElement } from './jsx-element.ts'
import { textAttribute } from './jsx-element.ts'
import { nearestName } from './nearest-name.ts'
import { parse } from './parse.server.ts'
import type { Place } from './place.ts'
import type { Registry } from './registry.ts'
import { LESSON_REGISTRY } from './registry.ts'
import { normalizeSource, scanSource } from './scan.ts'

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
  /** What an author should look at, though it stands in the way of nothing. */
  warnings: GuardError[]
  frontMatter: FrontMatter | null
  body: string
  tree: Root | null
}

type Report = (code: GuardCode, node: Nodes, detail?: Record<string, string>) => void
type Walk = {
  report: Report
  warn: Report
  registry: Registry
  options: GuardOptions
  ids: Set<string>
  counts: { nodes: number }
}

/** Elements within each other; ten lists within lists are twenty. */
const DEEPEST = 40
/** Nodes of the tree of one text; the longest lesson has some three thousand. */
const MOST_NODES = 30_000

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

/**
 * Refuses everything in an MDX source that could run as a program or that our pages do not know.
 * All faults are returned at once, in reading order (`boundFaults`); an empty list means the source may be compiled.
 * Never throws, but may take seconds over a hostile text: only sandbox.server.ts calls it in the web process, elsewhere.
 */
export function guard(source: string, options: GuardOptions = {}): GuardError[] {
  return inspect(source, options).errors
}

/** The guard's verdict together with what it read on the way. */
export function inspect(source: string, options: GuardOptions = {}): Inspection {
  const text = normalizeSource(source)
  const scan = scanSource(text)
  const unread = { warnings: [], frontMatter: null, body: '', tree: null }
  if (scan.faults.length > 0) return { ...unread, errors: boundFaults(scan.faults) }
  try {
    return read(text, options, scan.densest)
  } catch {
    return { ...unread, errors: [{ code: 'syntax', ...scan.densest, detail: { reason: 'none' } }] }
  }
}

function read(text: string, options: GuardOptions, densest: Place): Inspection {
  const registry = options.registry ?? LESSON_REGISTRY
  const opening = readOpening(text, registry.frontMatter)
  const parsed = parse(opening.body, Object.keys(registry.components), densest)
  const errors = [...opening.errors, ...parsed.errors]
  const warnings: GuardError[] = []
  if (parsed.tree) {
    const found: GuardError[] = []
    const reportTo =
      (list: GuardError[]): Report =>
      (code, node, detail = {}) => {
        const start = node.position?.start
        list.push({ code, line: start?.line ?? 1, column: start?.column ?? 1, detail })
      }
    const counts = { nodes: 0 }
    const reports = { report: reportTo(found), warn: reportTo(warnings) }
    walk(parsed.tree, [], { ...reports, registry, options, ids: new Set(), counts })
    const trusted = (code: GuardCode) =>
      !parsed.structural || !(NEEDS_STRUCTURE.has(code) || code.startsWith('self_check_'))
    errors.push(...found.filter((error) => trusted(error.code)))
  }
  return {
    errors: boundFaults(errors),
    warnings: boundFaults(warnings),
    frontMatter: opening.frontMatter,
    body: opening.body,
    tree: parsed.tree,
  }
}

function walk(node: Nodes, parents: readonly Parents[], context: Walk): void {
  const { report, counts } = context
  counts.nodes += 1
  if (counts.nodes === MOST_NODES) report('too_much_markup', node, { limit: String(MOST_NODES) })
  if (counts.nodes >= MOST_NODES) return
  if (parents.length > DEEPEST) {
    report('nested_too_deep', node, { limit: String(DEEPEST) })
    return
  }
  checkCharacters(node, report)
  switch (node.type) {
    case 'mdxjsEsm':
      report('import_export', node, { word: node.value.slice(0, 6) })
      return
    case 'mdxFlowExpression':
    case 'mdxTextExpression':
      report(node.value.trim().startsWith('/*') ? 'brace_comment' : 'expression', node)
      return
    case 'image':
    case 'imageReference':
      report('image', node)
      return
    case 'html':
      report('raw_html', node, { tag: node.value, hint: 'none' })
      return
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      checkElement(node, parents, context)
      break
    case 'link':
    case 'definition':
      checkLink(node, context)
      break
    case 'heading':
      if (node.depth !== 2 && node.depth !== 3) report('heading_level', node, { depth: String(node.depth) })
      if (insideSelfCheck(parents)) report('heading_inside', node)
      break
    case 'listItem':
      if (typeof node.checked === 'boolean') report('task_list', node)
      break
    default:
      if (!PLAIN_NODES.has(node.type)) report('unknown_markup', node, { kind: node.type })
  }
  if ('children' in node) for (const child of node.children) walk(child, [...parents, node], context)
}

/** Entities such as `&#x202E;` become characters only when the text is read. */
function checkCharacters(node: Nodes, report: Report): void {
  const values = [
    'value' in node ? node.value : '',
    'url' in node ? node.url : '',
    'title' in node ? node.title : '',
  ]
  if ('attributes' in node)
    for (const { value } of node.attributes) values.push(typeof value === 'string' ? value : '')
  for (const value of values) {
    const character = value ? forbiddenIn(value) : null
    if (character) report('character', node, { character })
  }
}

function checkLink(node: Link | Definition, { report, warn }: Walk): void {
  if (linkFault(node.url)) report('link_scheme', node, { address: node.url })
  const warning = linkWarning(node.url)
  if (warning) warn(warning.code, node, warning.detail)
}

const insideSelfCheck = (parents: readonly Parents[]) =>
  parents.some((parent) => 'name' in parent && parent.name === 'SelfCheck')

function checkElement(node: JsxElement, parents: readonly Parents[], context: Walk): void {
  const { report, registry, options } = context
  const name = node.name ?? ''
  const rule = Object.hasOwn(registry.components, name) ? registry.components[name] : undefined
  if (!rule) {
    const known = Object.keys(registry.components)
    const near = nearestName(name, known)
    if (!near && /^[a-z]/.test(name))
      report('raw_html', node, { tag: name.toLowerCase(), hint: htmlHint(name) })
    else if (/^\p{ASCII}*$/u.test(name))
      report('unknown_component', node, { component: name, near: near ?? 'none', known: known.join(', ') })
    else report('placeholder', node, { words: name })
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
