import { z } from 'zod'
import { essayChoices } from './erasure.ts'

const choose = { error: 'site.form.choose' }
const confirmed = z.literal('yes', { error: 'privacy.erase.unconfirmed' })

/** The form by which an administrator erases somebody. */
export const ErasureForm = z.object({ essays: z.enum(essayChoices, choose), confirmed })

/** The form by which somebody erases the own account. */
export const OwnErasureForm = z.object({
  essays: z.enum(essayChoices, choose),
  confirmed,
  password: z.string({ error: 'site.form.required' }).max(400, 'identity.password.tooLong'),
})
