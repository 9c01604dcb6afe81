import { z } from 'zod'

// Messages are keys; the route turns them into sentences of the user's language.
const email = z
  .string({ error: 'common.form.required' })
  .trim()
  .max(200, 'common.form.email')
  .pipe(z.email({ error: 'common.form.email' }))
const password = z.string({ error: 'common.form.required' }).max(400, 'identity.password.tooLong')

export const SignInForm = z.object({ email, password, redirectTo: z.string().optional() })
