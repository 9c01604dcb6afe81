import { sql } from 'kysely'
import type { Localised } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { PracticeSettings } from '../course-files/schemas.ts'

/** What tests are made of: the settings of the course, its branches of law in order, and the day of each lesson. */
export type PracticeCourse = {
  practice: PracticeSettings | null
  spheres: { id: string; branch: boolean; title: Localised }[]
  lessons: { slug: string; day: number }[]
}

/** Reads it in one statement; a course that was never imported has nothing to practise. */
export async function practiceCourse(ctx: Ctx): Promise<PracticeCourse> {
  const { rows } = await sql<PracticeCourse>`
    select practice, spheres,
      coalesce((select json_agg(json_build_object('slug', slug, 'day', day) order by day, position)
        from lesson), '[]') as lessons
    from course`.execute(ctx.db)
  return rows[0] ?? { practice: null, spheres: [], lessons: [] }
}
