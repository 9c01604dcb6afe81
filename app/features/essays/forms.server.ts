import { z } from 'zod'
import { locales } from '#app/i18n/locales.ts'

const text = z.string({ error: 'common.form.required' })
const revision = z.coerce.number({ error: 'common.form.required' }).int().min(0)

/**
 * Begin of an attempt: the language of the answer, whether it begins with the text of the attempt before, that the work
 * will be the person's own, and that she knows the clock will run.
 */
export const BeginForm = z.object({
  language: z.enum(locales, { error: 'common.form.choose' }),
  start: z.enum(['blank', 'earlier'], { error: 'common.form.choose' }).optional().default('blank'),
  ownWork: z.literal('on', { error: 'essays.begin.ownWorkFirst' }),
  ready: z.literal('on', { error: 'essays.begin.readyFirst' }),
})

/** The writing page without a script: saved or submitted as a whole. An empty text is a text. */
export const WriteForm = z.object({
  text: text.optional().default(''),
  baseRevision: revision,
  intent: z.enum(['save', 'review', 'submit']),
})

/** Body of `PUT /api/drafts/:attemptId`. */
export const DraftBody = z.object({ baseRevision: z.number().int().min(0), text: z.string() })
