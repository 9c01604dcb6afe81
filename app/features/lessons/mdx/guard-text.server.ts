import type { CompileInput } from './compiled-text.ts'
import type { FigureNode } from './figure-guard.ts'
import { readFigure } from './figure-guard.ts'
import { type Inspection, inspect } from './guard.server.ts'
import { boundFaults, type GuardError } from './guard-error.ts'
import { LESSON_REGISTRY } from './registry.ts'

export type GuardedText = Omit<CompileInput, 'locale' | 'labels'>

/** What the guard says of a source together with the figures of its language; `figures` are those that may be drawn. */
export function guardText({
  source,
  acts,
  figures: drawn,
  registry = LESSON_REGISTRY,
}: GuardedText): Inspection & {
  figures: Map<string, FigureNode>
} {
  const { figures, errors } = readFigures(drawn)
  const inspection = inspect(source, {
    registry,
    acts: acts.map((act) => act.id),
    figures: Object.keys(drawn),
  })
  const all = errors.length > 0 ? boundFaults([...errors, ...inspection.errors]) : inspection.errors
  return { ...inspection, figures, errors: all }
}

function readFigures(sources: Readonly<Record<string, string>>) {
  const figures = new Map<string, FigureNode>()
  const errors: GuardError[] = []
  for (const [figure, source] of Object.entries(sources)) {
    const read = readFigure(source)
    if (read.root) figures.set(figure, read.root)
    for (const { code, line, detail } of read.errors) {
      const named = Object.values(detail).join(' ')
      errors.push({
        code: 'figure_refused',
        line: 1,
        column: 1,
        detail: { figure, line: String(line), code, named },
      })
    }
  }
  return { figures, errors }
}
