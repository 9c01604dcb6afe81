import { z } from 'zod'
import { isLocale, type Locale } from '#app/i18n/locales.ts'
import { isUuid } from '#app/platform/uuid.ts'
import type { MarkWork } from './mark.ts'

// Browsers send line breaks as CRLF, offsets count LF; the database takes neither NUL nor half a character.
const words = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').replace(/\0|\p{Surrogate}/gu, '\uFFFD'))
    .pipe(z.string().max(max, `site.form.tooLong|max=${max}`))
const optional = (max: number) => words(max).optional().default('')

const Name = z.string().max(60)
const criterion = Name.nullish().transform((id) => id || null)

const AnnotationForm = z.object({
  id: z.string().regex(/^[\w-]{1,60}$/),
  criterion,
  comment: optional(3_000),
  selector: z.object({
    start: z.coerce.number().int().min(0),
    end: z.coerce.number().int().min(0),
    quote: words(200_000),
  }),
})

/** A marker's work as the page's form and the autosave send it; `revision` is the one it was made from. */
export const WorkForm = z.object({
  revision: z.coerce.number().int().min(0),
  scores: z.record(Name, z.coerce.number().int()).optional().default({}),
  remarks: z.record(Name, optional(3_000)).optional().default({}),
  annotations: z.array(AnnotationForm).max(200).optional().default([]),
  overall: optional(6_000),
})

/** A comment that is added without a script: its words are typed as they stand in the essay. */
export const CommentForm = z.object({
  quote: optional(2_000),
  comment: optional(3_000),
  criterion,
})

const PLACE = /^annotations\[(\d+)\]\.(?:selector\.)?(id|criterion|comment|start|end|quote)$/

/** What was typed, as it was typed, to show the form again; nothing of it is judged. */
export function typedWork(form: FormData): MarkWork {
  const work: MarkWork = { scores: {}, remarks: {}, annotations: [], overall: '' }
  const comments = new Map<string, Record<string, string>>()
  for (const [name, raw] of form) {
    const value = typeof raw === 'string' ? raw.replace(/\r\n?/g, '\n') : ''
    const [, index = '', field = ''] = PLACE.exec(name) ?? []
    if (field) comments.set(index, { ...comments.get(index), [field]: value })
    else if (name === 'overall') work.overall = value
    else if (name.startsWith('remarks.')) work.remarks[name.slice(8)] = value
    else if (name.startsWith('scores.')) work.scores[name.slice(7)] = Number(value)
  }
  work.annotations = [...comments.values()].map(
    ({ id = '', criterion, comment = '', start, end, quote = '' }) => ({
      id,
      criterion: criterion || null,
      comment,
      selector: { start: Number(start), end: Number(end), quote },
    }),
  )
  return work
}

/** What the buttons of the marking page ask for. "remove:" is followed by the id of a comment. */
export const IntentForm = z.object({
  intent: z.string().regex(/^(take|save|hand-back|finalise|remove:[\w-]{1,60})$/),
})

/** Which outcomes to release: those that are ticked, or all. */
export const ReleaseForm = z.object({
  which: z.enum(['chosen', 'all']),
  outcome: z.array(z.uuid()).optional().default([]),
  /** `all` means what was finished by then: what the page showed and counted. */
  until: z.iso.datetime().optional(),
})

/** Filters in an address; what is no filter counts as none. */
export function filterOf(params: URLSearchParams): {
  prompt: string | null
  locale: Locale | null
  after: string | null
} {
  const [prompt, locale, after] = [params.get('prompt'), params.get('language'), params.get('after')]
  return {
    prompt: prompt && /^[a-z0-9-]{1,80}$/.test(prompt) ? prompt : null,
    locale: isLocale(locale) ? locale : null,
    after: after && isUuid(after) ? after : null,
  }
}

/** True for the code of a script, as an address may carry it. */
export const isAlias = (code: string | null): code is string =>
  code !== null && /^[A-Z0-9-]{1,12}$/.test(code)
