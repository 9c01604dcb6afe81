import type { GuardCode } from './guard-error.ts'
import { htmlHint, isHtmlTag } from './html-tags.ts'
import { nearestName } from './nearest-name.ts'

/** A syntax error understood: what to tell the author, where, and the text with the fault blanked out. */
export type Repair = {
  code: GuardCode
  offset: number
  detail: Record<string, string>
  /** null when we do not know how to go on. */
  text: string | null
  structural: boolean
}

type ParserMessage = { reason?: string; ruleId?: string; source?: string; place?: unknown }

const blank = (text: string, from: number, to: number) =>
  text.slice(0, from) + text.slice(from, to).replace(/[^\n]/g, ' ') + text.slice(to)

function offsetOf(text: string, line: number, column: number): number {
  let start = 0
  for (let seen = 1; seen < line; seen += 1) {
    const next = text.indexOf('\n', start)
    if (next < 0) break
    start = next + 1
  }
  return Math.min(text.length, start + column - 1)
}

/** Turns what the parser threw into a repair. `components` are the names that tags may have. */
export function repair(text: string, thrown: unknown, components: readonly string[]): Repair {
  const message = (typeof thrown === 'object' && thrown !== null ? thrown : {}) as ParserMessage
  const offset = messageOffset(message)
  switch (message.source) {
    case 'micromark-extension-mdx-expression':
      return repairExpression(text, offset, message)
    case 'micromark-extension-mdxjs-esm':
      return repairEsm(text, offset)
    case 'micromark-extension-mdx-jsx':
      return repairAngle(text, offset, message, components)
    case 'mdast-util-mdx-jsx':
      return repairTags(text, offset, message, components)
    default:
      return unknown(message, offset)
  }
}

function messageOffset({ place }: ParserMessage): number {
  const point = place as { offset?: number; start?: { offset?: number } } | undefined
  return point?.offset ?? point?.start?.offset ?? 0
}

const unknown = (message: ParserMessage, offset: number): Repair => ({
  code: 'syntax',
  offset,
  detail: { reason: message.reason || 'none' },
  text: null,
  structural: true,
})

/** The `{` that is still open at this place. */
function openBrace(text: string, before: number): number {
  let depth = 0
  for (let i = before - 1; i >= 0; i -= 1) {
    if (text[i] === '}') depth += 1
    else if (text[i] === '{' && depth === 0) return i
    else if (text[i] === '{') depth -= 1
  }
  return text.lastIndexOf('{', before)
}

function closeBrace(text: string, open: number): number {
  let depth = 0
  for (let i = open; i < text.length; i += 1) {
    if (text[i] === '{') depth += 1
    else if (text[i] === '}') depth -= 1
    if (depth === 0) return i
  }
  return -1
}

function repairExpression(text: string, offset: number, message: ParserMessage): Repair {
  const open = openBrace(text, offset)
  if (open < 0) return unknown(message, offset)
  const close = message.ruleId === 'unexpected-eof' ? -1 : closeBrace(text, open)
  if (close < 0) {
    return {
      code: 'bare_brace',
      offset: open,
      detail: {},
      text: blank(text, open, open + 1),
      structural: false,
    }
  }
  if (text[open - 1] === '=') {
    const quoted = `${text.slice(0, open)}"${text.slice(open + 1, close).replaceAll('"', ' ')}"${text.slice(close + 1)}`
    const name = /([\w-]+)=$/.exec(text.slice(0, open))?.[1] ?? ''
    const detail = { component: tagNameBefore(text, open), attribute: name }
    return { code: 'attribute_expression', offset: open, detail, text: quoted, structural: false }
  }
  const code = /^\{\s*\.\.\./.test(text.slice(open, close)) ? 'spread' : 'expression'
  const detail: Record<string, string> = code === 'spread' ? { component: tagNameBefore(text, open) } : {}
  return { code, offset: open, detail, text: blank(text, open, close + 1), structural: false }
}

function tagNameBefore(text: string, offset: number): string {
  const name = /^<\/?([\p{L}\w$.:-]*)/u.exec(text.slice(text.lastIndexOf('<', offset), offset))?.[1]
  return name ?? ''
}

function repairEsm(text: string, offset: number): Repair {
  const before = text.slice(0, offset)
  const start = Math.max(before.lastIndexOf('\nimport'), before.lastIndexOf('\nexport')) + 1
  const word = text.slice(start, start + 6)
  return {
    code: 'import_export',
    offset: start,
    detail: { word },
    text: blank(text, start, start + 6),
    structural: false,
  }
}

function repairAngle(
  text: string,
  offset: number,
  message: ParserMessage,
  components: readonly string[],
): Repair {
  const fromEnd = message.ruleId === 'unexpected-eof' ? unfinishedTag(text.slice(0, offset)) : -1
  const open = fromEnd >= 0 ? fromEnd : text.lastIndexOf('<', offset - 1)
  if (open < 0) return unknown(message, offset)
  const rest = text.slice(open + 1)
  if (rest.startsWith('!--')) {
    const close = rest.indexOf('-->')
    const end = close < 0 ? open + 4 : open + 1 + close + 3
    return { code: 'html_comment', offset: open, detail: {}, text: blank(text, open, end), structural: false }
  }
  const address = /^(?:([a-z][a-z0-9+.-]*:)[^\s<>]*|[\p{L}\p{N}_.+-]+@[\p{L}\p{N}_.-]+)(>?)/iu.exec(rest)
  if (address && !/^[A-Za-z]+:[A-Za-z]+[\s/>]/.test(rest)) {
    const end = open + 1 + address[0].length
    const opened = blank(text, open, open + 1)
    const closed = address[2] ? blank(opened, end - 1, end) : opened
    const detail = { address: address[0].replace(/^mailto:|>$/gi, '') }
    const code = address[1] && !/^mailto:/i.test(address[1]) ? 'autolink' : 'email_address'
    return { code, offset: open, detail, text: closed, structural: false }
  }
  const name = /^\/?([\p{L}_$][\p{L}\p{N}_$.-]*)/u.exec(rest)?.[1]
  if (!name) return bareAngle(text, open)
  return malformedTag(text, open, name, fromEnd >= 0, components)
}

const bareAngle = (text: string, open: number): Repair => ({
  code: 'bare_angle',
  offset: open,
  detail: {},
  text: blank(text, open, open + 1),
  structural: false,
})

function malformedTag(
  text: string,
  open: number,
  name: string,
  unfinished: boolean,
  components: readonly string[],
): Repair {
  const close = text.indexOf('>', open)
  const known = components.includes(name)
  if (!known && isComparison(text, open)) return bareAngle(text, open)
  if (!known && (!isHtmlTag(name) || nearestCase(name, components)))
    return words(text, open, name, components)
  if (unfinished || close < 0) {
    const code = known ? 'tag_syntax' : 'raw_html'
    const cut = unfinished && known ? null : blank(text, open, open + 1)
    const detail = known ? { tag: name } : htmlDetail(name)
    return { code, offset: open, detail, text: cut, structural: known }
  }
  if (!known) return htmlTag(text, open, name)
  const from = text.indexOf(name, open) + name.length
  const to = text[close - 1] === '/' ? close - 1 : close
  const cut = blank(text, from, to)
  return { code: 'tag_syntax', offset: open, detail: { tag: name }, text: cut, structural: true }
}

/** The `>` that ends a tag on its own line; -1 where there is none. */
function closeOnLine(text: string, open: number): number {
  const close = text.indexOf('>', open)
  const lineEnd = text.indexOf('\n', open)
  return close >= 0 && (lineEnd < 0 || close < lineEnd) ? close : -1
}

const htmlDetail = (name: string) => ({ tag: name.toLowerCase(), hint: htmlHint(name) })

/** `x<y`: a sign between two values, and no `>` after it on the line. */
const isComparison = (text: string, open: number) =>
  /[\p{L}\p{N})\]]/u.test(text[open - 1] ?? '') && closeOnLine(text, open) < 0

function htmlTag(text: string, open: number, name: string): Repair {
  if (isComparison(text, open)) return bareAngle(text, open)
  const close = closeOnLine(text, open)
  const cut = blank(text, open, close < 0 ? open + 1 : close + 1)
  return { code: 'raw_html', offset: open, detail: htmlDetail(name), text: cut, structural: false }
}

/** A tag of no known name: a misspelt component, words between angle brackets, or a sign for "less than". */
function words(text: string, open: number, name: string, components: readonly string[]): Repair {
  const near = nearestName(name, components)
  const close = closeOnLine(text, open)
  if (near && close >= 0) {
    const detail = { component: name, near, known: components.join(', ') }
    const cut = blank(text, open, close + 1)
    return { code: 'unknown_component', offset: open, detail, text: cut, structural: true }
  }
  if (close < 0) return bareAngle(text, open)
  const opened = blank(text, open, open + 1)
  return {
    code: 'placeholder',
    offset: open,
    detail: {
      words: text
        .slice(open + 1, close)
        .replace(/^\//, '')
        .trim(),
    },
    text: blank(opened, close, close + 1),
    structural: false,
  }
}

/** The first tag that runs to the end without its `>`: usually a quote that was never closed. */
function unfinishedTag(text: string): number {
  const tag = /<[/A-Za-z](?:"[^"]*"|'[^']*'|[^'">])*>?/g
  for (let found = tag.exec(text); found; found = tag.exec(text)) {
    if (!found[0].endsWith('>')) return found.index
  }
  return -1
}

function repairTags(
  text: string,
  offset: number,
  message: ParserMessage,
  components: readonly string[],
): Repair {
  const expected = /closing tag for `<([^`>]*)>` \((\d+):(\d+)/.exec(message.reason ?? '')
  if (expected) {
    const [, name = '', line = '1', column = '1'] = expected
    return missingPartner(
      text,
      offsetOf(text, Number(line), Number(column)),
      name,
      'unclosed_tag',
      components,
    )
  }
  const open = text.lastIndexOf('<', offset)
  if (open < 0) return unknown(message, offset)
  const name = /^<\/?([^\s/>]*)/.exec(text.slice(open, open + 100))?.[1] ?? ''
  return missingPartner(text, open, name, 'stray_closing_tag', components)
}

function missingPartner(
  text: string,
  open: number,
  name: string,
  code: GuardCode,
  components: readonly string[],
): Repair {
  if (name !== '' && !components.includes(name)) {
    // Without its end on the line a tag may run over several: then only its beginning is taken away.
    return isHtmlTag(name) && !nearestCase(name, components)
      ? htmlTag(text, open, name)
      : words(text, open, name, components)
  }
  const close = text.indexOf('>', open)
  const rest = close < 0 ? null : blank(text, open, close + 1)
  return { code, offset: open, detail: { tag: name }, text: rest, structural: true }
}

const nearestCase = (name: string, components: readonly string[]) =>
  components.some((component) => component.toLowerCase() === name.toLowerCase())
