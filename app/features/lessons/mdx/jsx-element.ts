import type { Nodes } from 'mdast'
// Teaches the mdast types about JSX nodes.
import type {} from 'remark-mdx'

/** A component in the text, on lines of its own or within one. */
export type JsxElement = Extract<Nodes, { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' }>

/** Whether a node is a component, optionally one of that name. */
export function isElement(node: Nodes, name?: string): node is JsxElement {
  const element = node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement'
  return element && (name === undefined || node.name === name)
}

/** The value of a plain attribute, or undefined. */
export function textAttribute(node: JsxElement, name: string): string | undefined {
  const found = node.attributes.find((entry) => entry.type === 'mdxJsxAttribute' && entry.name === name)
  return typeof found?.value === 'string' ? found.value : undefined
}

/** Whether an attribute is there at all. */
export function hasAttribute(node: JsxElement, name: string): boolean {
  return node.attributes.some((entry) => entry.type === 'mdxJsxAttribute' && entry.name === name)
}
