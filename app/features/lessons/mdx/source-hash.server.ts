import { createHash } from 'node:crypto'
import type { Locale } from '#app/i18n/locales.ts'
import type { CompileInput } from './compiled-text.ts'
import { compileLabels } from './labels.server.ts'
import { normalizeSource } from './scan.ts'

/** Raise it when the same source would compile to something else: every text is then compiled anew. */
const COMPILER_VERSION = 6

// A file and the database hold the languages of a name in different orders: the hash must not tell.
const inOrder = ({ kk, ru, en }: Record<Locale, string>) => ({ kk, ru, en })

/** Changes whenever the compiled result may change: compiler, source, language, labels, figures and cited acts. */
export function sourceHash(input: CompileInput): string {
  const source = normalizeSource(input.source)
  const cited = input.acts
    .filter((act) => source.includes(`"${act.id}"`))
    .sort((a, b) => (a.id < b.id ? -1 : 1))
  const figures = Object.entries(input.figures)
    .filter(([name]) => source.includes(`"${name}"`))
    .sort(([a], [b]) => (a < b ? -1 : 1))
  const labels = input.labels ?? compileLabels(input.locale)
  const acts = cited.map(({ id, name, short, adilet }) => [id, inOrder(name), inOrder(short), adilet])
  return createHash('sha256')
    .update(JSON.stringify([COMPILER_VERSION, input.locale, source, figures, acts, labels]))
    .digest('hex')
}
