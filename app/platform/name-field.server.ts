import { z } from 'zod'

// Controls, line and paragraph separators, marks of writing direction, tags and other invisible signs, private use,
// unassigned, halves of pairs: with them a name could look like another one or turn the line that it stands in.
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u

/** Text of one line, of signs that can be seen; in NFC, at most `max` characters. May be empty. */
export const lineField = (max: number) =>
  z
    .string({ error: 'site.form.required' })
    .trim()
    .normalize('NFC')
    .max(max, `site.form.tooLong|max=${max}`)
    .refine((text) => !UNSEEN.test(text), 'site.form.unseen')

/** A name of a person, a cohort, a device: what `lineField` takes, and not empty. */
export const nameField = (max: number) => lineField(max).min(1, 'site.form.required')
