import type { Result } from '#app/platform/result.ts'

export type SelfCheckKind = 'single' | 'multiple'

/** One option with its explanation. `correct` and `whyHtml` never leave the server before an answer. */
export type SelfCheckOption = { id: string; html: string; whyHtml: string; correct: boolean }

export type SelfCheckDefinition = {
  id: string
  kind: SelfCheckKind
  questionHtml: string
  options: SelfCheckOption[]
}

/** What an unanswered check may show. */
export type SelfCheckQuestion = {
  id: string
  kind: SelfCheckKind
  questionHtml: string
  options: { id: string; html: string }[]
}

export type OptionVerdict = {
  id: string
  chosen: boolean
  correct: boolean
  /** Chosen and correct, or left alone and wrong. */
  judgedRight: boolean
  whyHtml: string
}

export type SelfCheckVerdict = { correct: boolean; options: OptionVerdict[] }

/** Judges an answer: it is right when exactly the correct options were chosen. */
export function judgeAnswer(
  definition: SelfCheckDefinition,
  chosenIds: readonly string[],
): Result<SelfCheckVerdict, 'nothing_chosen' | 'unknown_option' | 'too_many'> {
  const chosen = new Set(chosenIds)
  if (chosen.size === 0) return { ok: false, reason: 'nothing_chosen' }
  const known = new Set(definition.options.map((option) => option.id))
  for (const id of chosen) if (!known.has(id)) return { ok: false, reason: 'unknown_option' }
  if (definition.kind === 'single' && chosen.size > 1) return { ok: false, reason: 'too_many' }
  const options = definition.options.map((option) => ({
    id: option.id,
    chosen: chosen.has(option.id),
    correct: option.correct,
    judgedRight: chosen.has(option.id) === option.correct,
    whyHtml: option.whyHtml,
  }))
  return { ok: true, value: { correct: options.every((option) => option.judgedRight), options } }
}

/** The definition without its key and explanations. */
export function questionOf(definition: SelfCheckDefinition): SelfCheckQuestion {
  const { id, kind, questionHtml } = definition
  return {
    id,
    kind,
    questionHtml,
    options: definition.options.map((option) => ({ id: option.id, html: option.html })),
  }
}

export type BodyPart = { type: 'html'; html: string } | { type: 'check'; id: string }

/** The place of a self-check in compiled HTML. Authors cannot write it: comments and raw HTML are refused. */
export const checkMarker = (id: string) => `<!--check:${id}-->`

/** Cuts compiled HTML at its self-checks, so that the cached rest is never rendered again. */
export function splitBody(html: string): BodyPart[] {
  return html
    .split(/<!--check:([a-z0-9-]+)-->/)
    .map(
      (text, index): BodyPart =>
        index % 2 === 0 ? { type: 'html', html: text } : { type: 'check', id: text },
    )
    .filter((part) => part.type === 'check' || part.html.trim() !== '')
}
