import { checkCourseRules } from '../content-check/course-rules.ts'
import type { Finding } from '../content-check/finding.ts'
import { type CompileInput, faultsOf, sourceHash } from '../mdx/compile.server.ts'
import { explain } from '../mdx/explain.server.ts'
import { LOCALES } from '../mdx/locale.ts'
import { ESSAY_REGISTRY } from '../mdx/registry.ts'
import { type CourseFileError, type CourseFiles, ESSAY_TEXTS } from './course-files.ts'

/**
 * Everything that stands in the way of an import, with its place: files that refer to what is not there, and texts
 * that the guard refuses. Lesson texts whose hash is in `known` were guarded when they came.
 */
export function courseFaults(course: CourseFiles, known: ReadonlySet<string>): CourseFileError[] {
  const findings: Finding[] = []
  checkCourseRules(course, findings)
  // A course may be imported while it grows: days without a lesson are for `content:check` to say.
  const references = findings.filter(({ severity, rule }) => severity === 'error' && rule !== 'complete')
  return [...references.map(({ file, message }) => ({ file, message })), ...textFaults(course, known)]
}

function textFaults(course: CourseFiles, known: ReadonlySet<string>): CourseFileError[] {
  const faults: CourseFileError[] = []
  const { acts } = course
  const look = (file: string, input: Omit<CompileInput, 'labels'>) => {
    for (const fault of faultsOf(input)) {
      const { line, column } = fault
      faults.push({ file, line, column, message: explain(fault, 'en') })
    }
  }
  for (const locale of LOCALES) {
    for (const { folder, texts, figures } of course.lessons) {
      const source = texts[locale]
      if (source === undefined) continue
      const input = { source, locale, acts, figures: figures[locale] }
      if (!known.has(sourceHash(input))) look(`${folder}/${locale}.mdx`, input)
    }
    for (const { folder, texts, figures } of course.essays) {
      for (const kind of ESSAY_TEXTS) {
        const source = texts[kind][locale]
        if (source === undefined) continue
        look(`${folder}/${kind}.${locale}.mdx`, {
          ...{ source, locale, acts, figures: figures[locale] },
          registry: ESSAY_REGISTRY,
        })
      }
    }
  }
  return faults
}
