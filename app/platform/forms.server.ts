import { parseSubmission } from '@conform-to/react/future'
import { coerceFormValue, formatResult } from '@conform-to/zod/v4/future'
import type { z } from 'zod'
import type { MessageKey, MessageValues, Translate } from '#app/i18n/messages.ts'

/**
 * What a form needs to show itself again: sentences beside the fields (`errors`, by field name; '' is the form as a
 * whole) and what was typed (`values`).
 */
export type FormReply = { errors: Record<string, string[]>; values: Record<string, string> }

type Parsed<T> = { ok: true; value: T } | { ok: false; reply: FormReply }

// Secrets are never sent back.
const SECRET = /password/i

function typed(form: FormData): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of form) if (typeof value === 'string' && !SECRET.test(name)) values[name] = value
  return values
}

// A message is a key, with values after a bar: "site.form.tooLong|max=200".
function sentence(t: Translate, message: string): string {
  const [key, ...pairs] = message.split('|')
  const values: MessageValues = Object.fromEntries(
    pairs.map((pair) => {
      const [name = '', value = ''] = pair.split('=')
      return [name, Number.isNaN(Number(value)) ? value : Number(value)]
    }),
  )
  return t(key as MessageKey, values)
}

// For what a schema has no sentence of its own: choices that no page offers, fields that a page always sends.
const unnamed: z.core.$ZodErrorMap = (issue) =>
  issue.input === undefined ? 'site.form.required' : 'site.form.invalid'

/**
 * Judges a form by its schema, whose messages are keys of our messages. Answers the value, or a reply that keeps
 * what was typed (secrets excepted). An empty field is a missing one. Parsing never writes. The form comes from
 * `readForm`, which bounds its fields: names become objects and lists here.
 */
export function parseForm<S extends z.ZodType>(form: FormData, schema: S, t: Translate): Parsed<z.output<S>> {
  const { payload } = parseSubmission(filled(form))
  const result = coerceFormValue(schema).safeParse(payload, { error: unnamed })
  if (result.success) return { ok: true, value: result.data as z.output<S> }
  const faults = formatResult(result)
  const keys = Object.entries({ ...faults?.fieldErrors, '': faults?.formErrors })
  const errors = keys.flatMap(([field, found]) =>
    found ? [[field, found.map((key) => sentence(t, key))] as const] : [],
  )
  return { ok: false, reply: { errors: Object.fromEntries(errors), values: typed(form) } }
}

function filled(form: FormData): FormData {
  const rest = new FormData()
  for (const [name, value] of form) if (value !== '') rest.append(name, value)
  return rest
}

/** A reply for a refusal that came after parsing: one sentence beside `field` ('' = the form as a whole). */
export const refusedForm = (form: FormData, field: string, sentenceText: string): FormReply => ({
  errors: { [field]: [sentenceText] },
  values: typed(form),
})
