import { z } from 'zod'
import { roles } from '#app/access/actor.ts'
import { locales } from '#app/i18n/locales.ts'
import { lineField, nameField } from '#app/platform/name-field.server.ts'
import { isAddress, plainAddress } from './address.ts'
import { PASSWORD_MAX, PASSWORD_MIN, passwordFault } from './password-rules.ts'
import { readPhone } from './phone.ts'

// Messages are keys; the route turns them into sentences of the user's language.
const required = { error: 'site.form.required' }
const choose = { error: 'site.form.choose' }
const email = z
  .string(required)
  .trim()
  .max(200, 'site.form.email')
  .transform(plainAddress)
  .refine(isAddress, 'site.form.email')
const password = z.string(required).max(PASSWORD_MAX, 'identity.password.tooLong')

export const SignInForm = z.object({ email, password, redirectTo: z.string().optional() })

export const ForgotForm = z.object({ email })

const FAULTS = {
  tooShort: `identity.password.tooShort|min=${PASSWORD_MIN}`,
  tooLong: 'identity.password.tooLong',
  personal: 'identity.password.personal',
}

const newPassword = (person: { email: string; name: string }) =>
  z.string(required).superRefine((value, issues) => {
    const fault = passwordFault(value, person)
    if (fault) issues.addIssue({ code: 'custom', message: FAULTS[fault] })
  })

/** The form behind an invitation or reset link, for the person whose link it is. */
export const newPasswordForm = (person: { email: string; name: string }) =>
  z.object({ newPassword: newPassword(person) })

/** The form that changes a known password. */
export const changePasswordForm = (person: { email: string; name: string }) =>
  z.object({ password, newPassword: newPassword(person) })

const personName = nameField(200)

export const ProfileForm = z.object({ name: personName, locale: z.enum(locales, choose) })

const optionalLine = lineField(200).optional()

export const InviteForm = z.object({
  name: personName,
  email,
  role: z.enum(roles, choose),
  cohortId: z.uuid(choose).optional(),
  region: optionalLine,
  employer: optionalLine,
  locale: z.enum(locales, choose),
})

/** What an administrator writes about a person; what is left empty is nothing. */
export const PersonForm = z.object({
  name: personName,
  locale: z.enum(locales, choose),
  region: optionalLine.transform((text) => text || null),
  employer: optionalLine.transform((text) => text || null),
  phone: lineField(60)
    .optional()
    .transform((text) => (text ? (readPhone(text) ?? 'unknown') : null))
    .refine((phone) => phone === null || phone.startsWith('+'), 'people.unknownPhone'),
})

export const RoleForm = z.object({ role: z.enum(roles, choose) })

/** A password asked for again before something weighty. */
export const PasswordForm = z.object({ password })

const code = z.string(required).trim().min(1, 'site.form.required').max(40, 'security.step.wrong.code')

/** A code of six digits or a recovery code; which of them it is shows when it is used. */
export const SecondStepForm = z.object({ code })

export const TotpCodeForm = z.object({ code })

export const PasskeyNameForm = z.object({
  name: nameField(60),
  passkey: z.string({ error: 'security.passkey.unfit' }).max(12_000, 'security.passkey.unfit'),
})

/** What the buttons of the page of second factors ask for; "remove-passkey:" is followed by its id. */
export const SecondFactorIntent = z
  .string()
  .regex(
    /^(begin-totp|confirm-totp|begin-passkey|finish-passkey|new-codes|remove-totp|remove-passkey:[\w-]{1,1400})$/,
  )
