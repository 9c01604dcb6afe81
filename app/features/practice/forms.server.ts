import { z } from 'zod'

/** Begin of a test: "day", or the id of a test of the course, or the sphere to train. */
export const BeginTestForm = z.object({
  kind: z.enum(['fixed', 'day', 'sphere'], { error: 'site.form.choose' }),
  of: z
    .string()
    .regex(/^[a-z0-9-]{1,60}$/, 'site.form.choose')
    .optional(),
})

/** One question of a running test; no `option` where none is chosen yet. `to` is the question that comes next. */
export const AnswerForm = z.object({
  position: z.coerce.number().int().min(1).max(200),
  option: z.coerce.number().int().min(0).max(4).optional(),
  flagged: z.literal('on').optional(),
  to: z.union([z.literal('finish'), z.coerce.number().int().min(1).max(200)]),
})
