import { forbiddenIn } from './characters.ts'
import { placesIn } from './place.ts'

export const FIGURE_CODES = [
  'syntax',
  'too_large',
  'too_deep',
  'character',
  'element',
  'attribute',
  'value',
  'no_view_box',
  'no_role',
  'no_title',
  'root_size',
  'no_root',
] as const

export type FigureCode = (typeof FIGURE_CODES)[number]
export type FigureError = { code: FigureCode; line: number; detail: Record<string, string> }

type Attributes = [name: string, value: string][]
export type FigureNode = { name: string; attributes: Attributes; children: (FigureNode | string)[] }

const ELEMENTS = new Set(
  'svg title desc g path rect circle ellipse line polyline polygon text tspan defs marker'.split(' '),
)
const ATTRIBUTES = new Set(
  `xmlns viewBox preserveAspectRatio role aria-label aria-labelledby aria-describedby aria-hidden focusable lang
   id class x y x1 y1 x2 y2 dx dy cx cy r rx ry width height d points transform fill fill-rule fill-opacity stroke
   stroke-width stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity opacity font-family font-size
   font-weight font-style text-anchor dominant-baseline letter-spacing marker-start marker-mid marker-end
   markerWidth markerHeight markerUnits refX refY orient vector-effect`.split(/\s+/),
)
const COLOUR = /^(?:none|currentColor)$/
const LOCAL_REFERENCE = /^(?:none|url\(#[A-Za-z][\w-]*\))$/
const VALUES: Readonly<Record<string, RegExp>> = {
  xmlns: /^http:\/\/www\.w3\.org\/2000\/svg$/,
  class: /^fig-(?:accent|soft|line|sunk)(?: fig-(?:accent|soft|line|sunk))*$/,
  fill: COLOUR,
  stroke: COLOUR,
  'marker-start': LOCAL_REFERENCE,
  'marker-mid': LOCAL_REFERENCE,
  'marker-end': LOCAL_REFERENCE,
  'font-family': /^inherit$/,
  id: /^[A-Za-z][\w-]*$/,
}
/** Characters of a drawing, elements within each other, and faults that are listed. */
const LARGEST = 100_000
const DEEPEST = 30
const MOST_FAULTS = 20

const ENTITY_FAULT = /&(?!(?:amp|lt|gt|quot|apos|#\d{1,7}|#x[0-9a-f]{1,6});)/i
const NO_REFERENCE = /url\(|javascript|data:|[<\\]/i

/**
 * Reads a figure by our own small XML reader and refuses every element, attribute and value that is not on the
 * lists above. What is drawn is written anew from this tree, so nothing unread can pass.
 */
export function readFigure(source: string): { root: FigureNode | null; errors: FigureError[] } {
  const errors: FigureError[] = []
  const root: FigureNode = { name: '', attributes: [], children: [] }
  const open: FigureNode[] = [root]
  const token =
    /<!--[\s\S]*?-->|<\?xml[^>]*\?>|<\/([\w:-]+)\s*>|<([A-Za-z][\w:-]*)((?:\s+[\w:-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*(\/?)>|([^<]+)/y
  const text = source.replace(/^\uFEFF/, '')
  const refused = (code: FigureCode, detail: Record<string, string> = {}) => ({
    root: null,
    errors: [{ code, line: 1, detail }],
  })
  if (text.length > LARGEST) return refused('too_large')
  const character = forbiddenIn(text.replaceAll('\r\n', '\n')) ?? forbiddenIn(decoded(text))
  if (character) return refused('character', { character })
  const place = placesIn(text)
  while (token.lastIndex < text.length && errors.length < MOST_FAULTS) {
    const at = token.lastIndex
    const { line } = place(at)
    const found = token.exec(text)
    const fault = (code: FigureCode, detail: Record<string, string> = {}) =>
      errors.push({ code, line, detail })
    if (!found) {
      fault('syntax', { near: text.slice(at, at + 30) })
      return { root: null, errors }
    }
    const [, closing, opening, attributes = '', selfClosing, characters] = found
    const parent = open.at(-1) ?? root
    if (characters !== undefined) {
      if (ENTITY_FAULT.test(characters)) fault('syntax', { near: characters.trim().slice(0, 30) })
      if (parent !== root) parent.children.push(characters)
      else if (characters.trim() !== '') fault('syntax', { near: characters.trim().slice(0, 30) })
    } else if (opening !== undefined) {
      if (!ELEMENTS.has(opening)) fault('element', { element: opening })
      const node: FigureNode = {
        name: opening,
        attributes: readAttributes(opening, attributes, fault),
        children: [],
      }
      parent.children.push(node)
      if (!selfClosing) open.push(node)
      if (open.length > DEEPEST) {
        fault('too_deep')
        return { root: null, errors }
      }
    } else if (closing !== undefined) {
      if (open.length < 2 || parent.name !== closing) {
        fault('syntax', { near: found[0] })
        return { root: null, errors }
      }
      open.pop()
    }
  }
  if (open.length > 1) errors.push({ code: 'syntax', line: 1, detail: { near: `<${open.at(-1)?.name}>` } })
  return checkRoot(root, errors)
}

/** Character references by number, as a browser reads them. */
const decoded = (text: string) =>
  text.replace(/&#(?:x([0-9a-f]{1,6})|(\d{1,7}));/gi, (whole, hexadecimal, decimal) => {
    const code = hexadecimal ? Number.parseInt(hexadecimal, 16) : Number(decimal)
    return code <= 0x10ffff ? String.fromCodePoint(code) : whole
  })

function readAttributes(
  element: string,
  written: string,
  fault: (code: FigureCode, detail: Record<string, string>) => void,
): Attributes {
  const attributes: Attributes = []
  for (const [, attribute = '', double, single] of written.matchAll(
    /([\w:-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g,
  )) {
    const value = (double ?? single ?? '').trim()
    const text = attribute === 'aria-label'
    const rule = VALUES[attribute]
    const repeated = attributes.some(([name]) => name === attribute)
    if (!ATTRIBUTES.has(attribute) || repeated) fault('attribute', { element, attribute })
    else if (rule ? !rule.test(value) : !text && (NO_REFERENCE.test(value) || value.includes('&'))) {
      fault('value', { element, attribute, value: value.slice(0, 40) })
    } else if (text && ENTITY_FAULT.test(value))
      fault('value', { element, attribute, value: value.slice(0, 40) })
    attributes.push([attribute, value])
  }
  return attributes
}

function checkRoot(
  root: FigureNode,
  errors: FigureError[],
): { root: FigureNode | null; errors: FigureError[] } {
  const fault = (code: FigureCode) => errors.push({ code, line: 1, detail: {} })
  const [svg, ...others] = root.children
  if (typeof svg !== 'object' || svg.name !== 'svg' || others.length > 0) {
    fault('no_root')
    return { root: null, errors }
  }
  const value = (name: string) => svg.attributes.find(([attribute]) => attribute === name)?.[1]
  if (!value('viewBox')) fault('no_view_box')
  if (value('role') !== 'img') fault('no_role')
  if (value('width') !== undefined || value('height') !== undefined) fault('root_size')
  const title = svg.children.find((child) => typeof child === 'object' && child.name === 'title')
  if (typeof title !== 'object' || figureText(title).trim() === '') fault('no_title')
  return { root: errors.length === 0 ? svg : null, errors }
}

/** All characters of a figure, as written (entities undecoded). */
function figureText(node: FigureNode): string {
  return node.children.map((child) => (typeof child === 'string' ? child : figureText(child))).join(' ')
}

const attributeText = (value: string) =>
  value.replaceAll('&', '&amp;').replaceAll('"', '&quot;').replaceAll('<', '&lt;')

/**
 * Writes a figure that passed the reader as HTML. Its `<title>` gives way to the author's text alternative, and
 * its ids get a prefix, so that two figures on a page do not collide.
 */
export function drawFigure(root: FigureNode, options: { prefix: string; alt: string }): string {
  const draw = (node: FigureNode, top: boolean): string => {
    if (node.name === 'title' || node.name === 'desc') return ''
    const attributes = node.attributes
      .filter(([name]) => !(top && name.startsWith('aria-')))
      .map(([name, value]): [string, string] => {
        if (name === 'id') return [name, `${options.prefix}-${value}`]
        if (name.startsWith('marker-')) return [name, value.replace('url(#', `url(#${options.prefix}-`)]
        return [name, value]
      })
    const label: Attributes = top ? [['aria-label', attributeText(options.alt)]] : []
    const written = [...attributes, ...label].map(
      ([name, value]) => ` ${name}="${value.replaceAll('"', '&quot;')}"`,
    )
    const inside = node.children.map((child) => (typeof child === 'string' ? child : draw(child, false)))
    return `<${node.name}${written.join('')}>${inside.join('')}</${node.name}>`
  }
  return draw(root, true).replace(/\n\s*/g, '\n').trim()
}
