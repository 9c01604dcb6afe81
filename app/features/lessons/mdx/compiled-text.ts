import type { Locale } from '#app/i18n/locales.ts'
import type { SelfCheckDefinition } from '../self-check.ts'
import type { CitedAct } from './acts.ts'
import type { StatuteReference, TermTranslation } from './components.server.ts'
import type { GuardError } from './guard-error.ts'
import type { CompileLabels } from './labels.server.ts'
import type { Registry } from './registry.ts'
import type { TocEntry } from './toc.server.ts'

export type CompileInput = {
  source: string
  locale: Locale
  acts: readonly CitedAct[]
  /** SVG sources of this language by figure name. */
  figures: Readonly<Record<string, string>>
  labels?: CompileLabels
  registry?: Registry
}

export type CompiledText = {
  title: string
  summary: string
  /** Static HTML with a marker (`checkMarker`) at the place of each self-check. Holds no key and no explanation. */
  html: string
  toc: TocEntry[]
  selfChecks: SelfCheckDefinition[]
  statutes: StatuteReference[]
  terms: TermTranslation[]
  /** Words to read; self-checks and what figures say are not counted. */
  words: number
  /** Words of the self-checks with all their options and explanations. */
  checkWords: number
  minutes: number
}

export type CompileResult = { ok: true; value: CompiledText } | { ok: false; errors: GuardError[] }
