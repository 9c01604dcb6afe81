import type { MessageKey, Translate } from '#app/i18n/messages.ts'
import type { RowFault } from './import-row.ts'

/** Why a row is refused, and what to do about it, in the reader's language. */
export const faultWords = (
  { code, detail = {} }: RowFault,
  t: Translate,
): { why: string; advice: string } => ({
  // Each code has a sentence: tests/routes/import-rows.test.ts says every one of them.
  why: t(`imports.fault.${code}` as MessageKey, detail),
  advice: t(`imports.advice.${code}` as MessageKey, detail),
})
