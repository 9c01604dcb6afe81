import { textLocales } from '#app/i18n/locales.ts'
import { checkCourseRules } from '../content-check/course-rules.ts'
import type { Finding } from '../content-check/finding.ts'
import type { CompileInput } from '../mdx/compiled-text.ts'
import { explain } from '../mdx/explain.server.ts'
import { ESSAY_REGISTRY } from '../mdx/registry.ts'
import { guardApart } from '../mdx/sandbox.server.ts'
import { sourceHash } from '../mdx/source-hash.server.ts'
import { type CourseFileError, type CourseFiles, ESSAY_TEXTS } from './course-files.ts'

/**
 * Everything that stands in the way of an import, with its place: files that refer to what is not there, and texts
 * that the guard refuses. Lesson texts whose hash is in `known` were guarded when they came.
 */
export async function courseFaults(
  course: CourseFiles,
  known: ReadonlySet<string>,
): Promise<CourseFileError[]> {
  const findings: Finding[] = []
  checkCourseRules(course, findings)
  // A course may be imported while it grows: days without a lesson are for `content:check` to say.
  const references = findings.filter(({ severity, rule }) => severity === 'error' && rule !== 'complete')
  return [...references.map(({ file, message }) => ({ file, message })), ...(await textFaults(course, known))]
}

async function textFaults(course: CourseFiles, known: ReadonlySet<string>): Promise<CourseFileError[]> {
  const faults: CourseFileError[] = []
  const { acts } = course
  const look = async (file: string, input: CompileInput) => {
    for (const fault of (await guardApart(input)).errors) {
      const { line, column } = fault
      faults.push({ file, line, column, message: explain(fault, 'en') })
    }
  }
  for (const locale of textLocales) {
    for (const { folder, texts, figures } of course.lessons) {
      const source = texts[locale]
      if (source === undefined) continue
      const input = { source, locale, acts, figures: figures[locale] }
      if (!known.has(sourceHash(input))) await look(`${folder}/${locale}.mdx`, input)
    }
    for (const { folder, texts, figures } of course.essays) {
      for (const kind of ESSAY_TEXTS) {
        const source = texts[kind][locale]
        if (source === undefined) continue
        await look(`${folder}/${kind}.${locale}.mdx`, {
          ...{ source, locale, acts, figures: figures[locale] },
          registry: ESSAY_REGISTRY,
        })
      }
    }
  }
  return faults
}
