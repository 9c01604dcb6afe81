import { importPrompts } from '#app/features/essays/operations/import-prompts.server.ts'
import { readCourse } from '#app/features/lessons/course-files/read-course.server.ts'
import { importLessons } from '#app/features/lessons/operations/import-lessons.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** Reads `content/` and imports all of it; throws with every fault of the files where something is wrong. */
export async function importCourse(
  ctx: Ctx,
  folder = 'content',
): Promise<{ lessons: number; prompts: number }> {
  const { course, errors } = await readCourse(folder)
  if (!course || errors.length > 0) {
    const lines = errors.map(({ file, line, message }) => `  ${file}${line ? `:${line}` : ''} ${message}`)
    throw new Error(`The course in ${folder}/ cannot be imported:\n${lines.join('\n')}`)
  }
  const lessons = await importLessons(ctx, course)
  const prompts = await importPrompts(ctx, course)
  return { lessons: lessons.added, prompts: prompts.added }
}

/** The Ctx of a command: the platform itself acts. */
export const commandCtx = ({ db, now }: Pick<Ctx, 'db' | 'now'>): Ctx => ({
  db,
  now,
  actor: { kind: 'system' },
  requestId: 'command',
  locale: 'ru',
})
