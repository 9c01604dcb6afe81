import { importPrompts } from '#app/features/essays/operations/import-prompts.server.ts'
import { courseFaults } from '#app/features/lessons/course-files/course-faults.server.ts'
import { placeInFile } from '#app/features/lessons/course-files/course-files.ts'
import { readCourse } from '#app/features/lessons/course-files/read-course.server.ts'
import { importLessons } from '#app/features/lessons/operations/import-lessons.server.ts'
import { knownSources } from '#app/features/lessons/queries/sources.server.ts'
import { importQuestions } from '#app/features/practice/operations/import-questions.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { ok, refuse } from '#app/platform/result.ts'

type Imported =
  | { ok: true; value: { lessons: number; prompts: number; questions: number } }
  | { ok: false; reason: string }

/**
 * Reads `content/` and imports all of it, or nothing: where something is wrong, `reason` names every fault with its
 * file, line and column, a line each.
 */
export async function importCourse(ctx: Ctx, folder = 'content'): Promise<Imported> {
  const { course, errors } = await readCourse(folder)
  const faults = [...errors, ...(course ? await courseFaults(course, await knownSources(ctx)) : [])]
  if (!course || faults.length > 0) {
    const lines = faults.map((fault) => `  ${folder}/${placeInFile(fault)}  ${fault.message}`)
    const count = faults.length === 1 ? '1 fault' : `${faults.length} faults`
    return refuse(`The course in ${folder}/ has ${count} and was not imported:\n${lines.join('\n')}`)
  }
  const lessons = await importLessons(ctx, course)
  const prompts = await importPrompts(ctx, course)
  const questions = await importQuestions(ctx, course)
  return ok({ lessons: lessons.added, prompts: prompts.added, questions: questions.added })
}

/** The Ctx of a command: the platform itself acts. */
export const commandCtx = ({ db, now }: Pick<Ctx, 'db' | 'now'>): Ctx => ({
  db,
  now,
  actor: { kind: 'system' },
  requestId: 'command',
  locale: 'ru',
})
