import { z } from 'zod'
import { isLocale, type Locale } from '#app/i18n/locales.ts'
import { isUuid } from '#app/platform/uuid.ts'
import type { SentDraft } from './draft.ts'
import type { MarkContent } from './mark.ts'

// Browsers send line breaks as CRLF, offsets count LF; the database takes neither NUL nor half a character.
const words = (max: number) =>
  z
    .string()
    .transform((text) => text.replace(/\r\n?/g, '\n').replace(/\0|\p{Surrogate}/gu, '\uFFFD'))
    .pipe(z.string().max(max, `site.form.tooLong|max=${max}`))
const optional = (max: number) => words(max).optional().default('')

const BROKEN = 'marking.error.broken'
const Name = z.string().max(60)
const criterion = Name.nullish().transform((id) => id || null)

// An empty field is a missing one, never nought.
const points = z
  .string()
  .optional()
  .transform((typed = '', ctx) => {
    if (typed.trim() === '') return undefined
    if (/^\d{1,3}$/.test(typed)) return Number(typed)
    ctx.addIssue({ code: 'custom', message: 'marking.error.points' })
    return z.NEVER
  })
const scores = z
  .record(Name, points)
  .transform(
    (all): Record<string, number> =>
      Object.fromEntries(
        Object.entries(all).flatMap(([id, given]) => (given === undefined ? [] : [[id, given]])),
      ),
  )

/** A draft has at most this many comments. */
const MAX_COMMENTS = 200

const AnnotationForm = z.object({
  id: z.string().regex(/^[\w-]{1,60}$/, BROKEN),
  criterion,
  comment: optional(3_000),
  selector: z.object({
    start: z.coerce.number(BROKEN).int(BROKEN).min(0, BROKEN),
    end: z.coerce.number(BROKEN).int(BROKEN).min(0, BROKEN),
    quote: words(200_000),
  }),
})

/**
 * A marker's draft as the page's form and the autosave send it; `revision` is the one it was made from. Fields that
 * begin with "add." are a comment that is added without a script: its words are typed as they stand in the essay.
 */
export const DraftForm = z
  .object({
    revision: z.coerce.number(BROKEN).int(BROKEN).min(0, BROKEN),
    scores: scores.optional().default({}),
    remarks: z.record(Name, optional(3_000)).optional().default({}),
    // The count first: a refusal of each of a thousand comments is a page that costs half a second.
    annotations: z
      .array(z.unknown())
      .max(MAX_COMMENTS, `marking.error.tooManyComments|max=${MAX_COMMENTS}`)
      .pipe(z.array(AnnotationForm))
      .optional()
      .default([]),
    overall: optional(6_000),
    add: z.object({ quote: optional(2_000), comment: optional(3_000), criterion }).optional(),
  })
  .transform(({ revision, add, ...content }): SentDraft => {
    const typed = add && (add.quote.trim() || add.comment.trim()) ? { ...add, quote: add.quote.trim() } : null
    return { base: revision, content, typed }
  })

const PLACE = /^annotations\[(\d+)\]\.(?:selector\.)?(id|criterion|comment|start|end|quote)$/

/** What was typed into a draft that was refused, to show the form again; nothing of it is judged. */
export function unjudgedContent(values: Record<string, string>): MarkContent {
  const content: MarkContent = { scores: {}, remarks: {}, annotations: [], overall: '' }
  const comments = new Map<string, Record<string, string>>()
  for (const [name, raw] of Object.entries(values)) {
    const value = raw.replace(/\r\n?/g, '\n')
    const [, index = '', field = ''] = PLACE.exec(name) ?? []
    if (field) comments.set(index, { ...comments.get(index), [field]: value })
    else if (name === 'overall') content.overall = value
    else if (name.startsWith('remarks.')) content.remarks[name.slice(8)] = value
    else if (name.startsWith('scores.') && /^\d+$/.test(value)) content.scores[name.slice(7)] = Number(value)
  }
  content.annotations = [...comments.values()]
    // A few over the limit, so that the comment that was one too many is shown again.
    .slice(0, MAX_COMMENTS + 20)
    .map(({ id = '', criterion, comment = '', start, end, quote = '' }) => ({
      id,
      criterion: criterion || null,
      comment,
      selector: { start: Number(start) || 0, end: Number(end) || 0, quote },
    }))
  return content
}

/** The buttons of the marking page. */
export const MARKING_INTENTS = ['save', 'take', 'withdraw', 'hand-back', 'finalise'] as const

/** The comment that a "remove" button names (`remove:` and its id): the draft is saved without it; null for other buttons. */
export function removedComment(form: FormData): string | null {
  const [, commentId] = /^remove:([\w-]{1,60})$/.exec(String(form.get('intent') ?? '')) ?? []
  return commentId ?? null
}

/** Which outcomes to release: the chosen ones, or all. */
export const ReleaseForm = z.object({
  which: z.enum(['chosen', 'all']),
  outcome: z.array(z.uuid()).optional().default([]),
  /** `all` means what was finished by then: what the page showed and counted. */
  until: z.iso.datetime().optional(),
  /** Absent at the first press, which only asks. */
  confirmed: z.literal('yes').optional(),
})

const HOURS = 'site.form.number|min=1|max=720'

/** How the essays of a cohort on one prompt are marked. */
export type Policy = { promptId: string; turnaroundHours: number | null }

/** The form of a policy; an empty turn-around promises nothing. */
export const PolicyForm = z
  .object({
    promptId: z.uuid(),
    turnaround: z
      .string()
      .optional()
      .transform((typed = '', ctx) => {
        if (typed.trim() === '') return null
        const hours = /^\d{1,3}$/.test(typed.trim()) ? Number(typed) : 0
        if (hours >= 1 && hours <= 720) return hours
        ctx.addIssue({ code: 'custom', message: HOURS })
        return z.NEVER
      }),
  })
  .transform(({ promptId, turnaround }): Policy => ({ promptId, turnaroundHours: turnaround }))

/** Filters in an address; what is no filter counts as none. */
export function filterOf(params: URLSearchParams): {
  prompt: string | null
  locale: Locale | null
  after: string | null
  code: string | null
} {
  const [prompt, locale, after] = [params.get('prompt'), params.get('language'), params.get('after')]
  const code = params.get('code')?.trim().toUpperCase() || null
  return {
    prompt: prompt && /^[a-z0-9-]{1,80}$/.test(prompt) ? prompt : null,
    locale: isLocale(locale) ? locale : null,
    after: after && isUuid(after) ? after : null,
    code: isAlias(code) ? code : null,
  }
}

/** True for the code of a script, as an address may carry it. */
export const isAlias = (code: string | null): code is string =>
  code !== null && /^[A-Z0-9-]{1,12}$/.test(code)
