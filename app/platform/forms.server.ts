import type { SubmissionResult } from '@conform-to/react'
import { parseWithZod } from '@conform-to/zod/v4'
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

const translated = (t: Translate, error: SubmissionResult['error']): FormReply['errors'] =>
  Object.fromEntries(
    Object.entries(error ?? {}).map(([field, messages]) => [
      field,
      (messages ?? []).map((message) => sentence(t, message)),
    ]),
  )

/**
 * Judges a form by its schema, whose messages are keys of our messages. Answers the value, or a reply that keeps
 * what was typed (secrets excepted). Parsing never writes.
 */
export function parseForm<S extends z.ZodType>(form: FormData, schema: S, t: Translate): Parsed<z.output<S>> {
  const submission = parseWithZod(form, { schema })
  if (submission.status === 'success') return { ok: true, value: submission.value as z.output<S> }
  return { ok: false, reply: { errors: translated(t, submission.error ?? undefined), values: typed(form) } }
}

/** A reply for a refusal that came after parsing: one sentence beside `field` ('' = the form as a whole). */
export const refusedForm = (form: FormData, field: string, sentenceText: string): FormReply => ({
  errors: { [field]: [sentenceText] },
  values: typed(form),
})
