import type { Locale } from '#app/i18n/locales.ts'
import type { EssayFiles } from '../course-files/course-files.ts'
import type { SourceEntry } from '../course-files/schemas.ts'
import type { CompiledText } from '../mdx/compiled-text.ts'
import type { CitedStatute, TextParts } from './read-text.ts'

/** One text in one language, read and compiled. `compiled` is null when the guard refused it. */
export type ReadText = { file: string; locale: Locale; parts: TextParts; compiled: CompiledText | null }

/** A lesson or an essay with all its texts. */
export type Bundle = {
  folder: string
  slug: string
  kind: 'lesson' | EssayFiles['settings']['kind']
  sources: readonly SourceEntry[]
  /** Each text in its languages, Russian first. */
  texts: { name: string; languages: ReadText[] }[]
}

/** Everything a lesson or an essay cites, in all languages. */
export const statutesOf = (bundle: Bundle): CitedStatute[] =>
  bundle.texts.flatMap((text) => text.languages.flatMap((language) => language.parts.statutes))
