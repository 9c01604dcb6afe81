import type { Translate } from './messages.ts'

/** What the database holds in place of an erased name: a sign that cannot be seen, which no form takes as a name. */
export const ERASED_NAME = '\u2060'

/** The name of a person, or "erased person" in the reader's language. */
export const personName = (name: string, t: Translate): string =>
  name === ERASED_NAME ? t('privacy.erasedPerson') : name
