/** One attribute a component understands. */
export type AttributeRule =
  | { type: 'text'; required: boolean }
  | { type: 'flag'; required: false }
  | { type: 'choice'; required: boolean; values: readonly string[] }
  | { type: 'pattern'; required: boolean; pattern: RegExp; example: string }

/** What the guard knows about one component. `parents` absent means anywhere. */
export type ComponentRule = {
  display: 'block' | 'inline'
  children: 'required' | 'none'
  attributes: Readonly<Record<string, AttributeRule>>
  parents?: readonly ('root' | string)[]
}

/** The components authors may use in one kind of text, and whether it opens with front matter. */
export type Registry = {
  components: Readonly<Record<string, ComponentRule>>
  frontMatter: 'required' | 'optional'
}

const text = { type: 'text', required: false } as const
const requiredText = { type: 'text', required: true } as const
const slug = {
  type: 'pattern',
  required: true,
  pattern: /^[a-z0-9]+(?:-[a-z0-9]+)*$/,
  example: 'venue-choice',
} as const
const unit = (required: boolean) =>
  ({ type: 'pattern', required, pattern: /^\d+(?:-\d+)*$/, example: '135-1' }) as const

const essayComponents: Record<string, ComponentRule> = {
  Callout: {
    display: 'block',
    children: 'required',
    attributes: {
      kind: { type: 'choice', required: true, values: ['note', 'exam', 'warning'] },
      title: text,
    },
  },
  Case: { display: 'block', children: 'required', attributes: { title: text } },
  Statute: {
    display: 'inline',
    children: 'required',
    attributes: {
      act: requiredText,
      article: unit(true),
      part: unit(false),
      point: unit(false),
      wording: { type: 'pattern', required: true, pattern: /^\d{4}-\d{2}-\d{2}$/, example: '2026-07-01' },
    },
  },
  Term: {
    display: 'inline',
    children: 'required',
    attributes: { kk: requiredText, ru: requiredText, en: requiredText },
  },
  Figure: {
    display: 'block',
    children: 'none',
    attributes: { name: slug, alt: requiredText, caption: text },
  },
}

/** Briefs, model answers and marker's notes: everything of a lesson except self-checks. */
export const ESSAY_REGISTRY: Registry = { components: essayComponents, frontMatter: 'optional' }

/** Lessons. Self-checks stand at the top level, so that a page can be cut at them. */
export const LESSON_REGISTRY: Registry = {
  frontMatter: 'required',
  components: {
    ...essayComponents,
    SelfCheck: {
      display: 'block',
      children: 'required',
      parents: ['root'],
      attributes: { id: slug, kind: { type: 'choice', required: true, values: ['single', 'multiple'] } },
    },
    Option: {
      display: 'block',
      children: 'required',
      parents: ['SelfCheck'],
      attributes: { correct: { type: 'flag', required: false } },
    },
    Why: { display: 'block', children: 'required', parents: ['Option'], attributes: {} },
  },
}
