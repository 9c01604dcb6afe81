import { z } from 'zod'
import { locales } from '#app/i18n/locales.ts'
import { EDITOR_NAME } from './presence.ts'

const text = z.string({ error: 'common.form.required' })
// The greatest that the database can hold.
const LAST_REVISION = 2_147_483_647
const revision = z.coerce.number({ error: 'common.form.required' }).int().min(0).max(LAST_REVISION)

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
export const DraftBody = z.object({
  baseRevision: z.number().int().min(0).max(LAST_REVISION),
  text: z.string(),
  editor: z.string().regex(EDITOR_NAME).optional(),
})

/** Body of `POST /api/drafts/:attemptId`: a writing page is there. */
export const PresenceBody = z.object({ editor: z.string().regex(EDITOR_NAME), takeOver: z.boolean() })

/** The form of `/verify`: a receipt or the number of one, and a text to compare with it. */
export const VerifyForm = z.object({ receipt: text, text: text.optional().default('') })
