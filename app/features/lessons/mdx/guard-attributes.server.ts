import type { GuardCode } from './guard-error.ts'
import type { JsxElement } from './jsx-element.ts'
import type { AttributeRule, ComponentRule } from './registry.ts'

type Fault = { code: GuardCode; detail: Record<string, string> }

/** Faults in the attributes of one element; of an unknown component only what could run is looked at. */
export function attributeFaults(node: JsxElement, rule: ComponentRule | undefined): Fault[] {
  const faults: Fault[] = []
  const component = node.name ?? ''
  const seen = new Set<string>()
  for (const entry of node.attributes) {
    if (entry.type === 'mdxJsxExpressionAttribute') {
      faults.push({ code: 'spread', detail: { component } })
      continue
    }
    const attribute = entry.name
    if (seen.has(attribute)) faults.push({ code: 'duplicate_attribute', detail: { component, attribute } })
    seen.add(attribute)
    if (typeof entry.value === 'object' && entry.value !== null) {
      faults.push({ code: 'attribute_expression', detail: { component, attribute } })
      continue
    }
    if (!rule) continue
    const expected = Object.hasOwn(rule.attributes, attribute) ? rule.attributes[attribute] : undefined
    if (!expected) {
      const known = Object.keys(rule.attributes).join(', ') || '–'
      faults.push({ code: 'unknown_attribute', detail: { component, attribute, known } })
    } else if (!fits(expected, entry.value ?? null)) {
      faults.push({
        code: 'attribute_value',
        detail: { component, attribute, expected: expectation(expected) },
      })
    }
  }
  for (const [attribute, expected] of Object.entries(rule?.attributes ?? {})) {
    if (expected.required && !seen.has(attribute)) {
      faults.push({ code: 'missing_attribute', detail: { component, attribute } })
    }
  }
  return faults
}

function fits(rule: AttributeRule, value: string | null): boolean {
  if (rule.type === 'flag') return value === null
  if (value === null || value.trim() === '') return false
  if (rule.type === 'choice') return rule.values.includes(value)
  if (rule.type === 'pattern') return rule.pattern.test(value)
  return true
}

function expectation(rule: AttributeRule): string {
  if (rule.type === 'choice') return rule.values.join(' | ')
  if (rule.type === 'pattern') return rule.example
  return rule.type === 'flag' ? '–' : '…'
}
