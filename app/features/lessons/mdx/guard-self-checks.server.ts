import type { Nodes } from 'mdast'
import type { GuardCode } from './guard-error.ts'
import type { JsxElement } from './jsx-element.ts'
import { hasAttribute, isElement, textAttribute } from './jsx-element.ts'

type Fault = { code: GuardCode; node: Nodes; detail: Record<string, string> }

/** Fewest options a question may have: with one there is nothing to choose. */
const FEWEST_OPTIONS = 2
const MOST_OPTIONS = 26

/** Faults of one self-check as a question: id, number of options, right answers, explanations. */
export function selfCheckFaults(node: JsxElement, ids: Set<string>): Fault[] {
  const faults: Fault[] = []
  const id = textAttribute(node, 'id') ?? ''
  const fault = (code: GuardCode, at: Nodes = node, detail: Record<string, string> = {}) =>
    faults.push({ code, node: at, detail: { id, ...detail } })
  if (id !== '' && ids.has(id)) fault('self_check_duplicate')
  ids.add(id)

  const parts = content(node)
  const options = parts.filter((part) => isElement(part, 'Option'))
  const firstOption = parts.findIndex((part) => isElement(part, 'Option'))
  if (firstOption === 0 || parts.length === options.length) fault('self_check_question')
  if (firstOption >= 0) {
    const late = parts.slice(firstOption).find((part) => !isElement(part, 'Option'))
    if (late) fault('self_check_order', late)
  }
  if (options.length < FEWEST_OPTIONS || options.length > MOST_OPTIONS) {
    fault('self_check_options', node, { count: String(options.length) })
  }
  const correct = options.filter((option) => isElement(option) && hasAttribute(option, 'correct')).length
  const kind = textAttribute(node, 'kind')
  if (kind === 'single' && correct !== 1) fault('self_check_single', node, { count: String(correct) })
  if (kind === 'multiple' && correct < 2) fault('self_check_multiple', node, { count: String(correct) })
  for (const option of options) {
    if (!isElement(option)) continue
    const inside = content(option)
    const whys = inside.filter((part) => isElement(part, 'Why'))
    if (whys.length !== 1) fault('self_check_why', option, { count: String(whys.length) })
    if (inside.length === whys.length) fault('self_check_answer', option)
  }
  return faults
}

/** The children that matter: white space dropped, and paragraphs opened that hold nothing but components. */
function content(node: JsxElement): Nodes[] {
  const filled = (child: Nodes) => child.type !== 'text' || child.value.trim() !== ''
  return node.children.filter(filled).flatMap((child: Nodes): Nodes[] => {
    if (child.type !== 'paragraph') return [child]
    const inside = child.children.filter(filled)
    return inside.every((part) => isElement(part, 'Option') || isElement(part, 'Why')) ? inside : [child]
  })
}
