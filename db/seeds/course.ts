import { randomUUID } from 'node:crypto'
import type { Kysely } from 'kysely'
import type { DB } from '../schema.ts'

type Locale = 'kk' | 'ru' | 'en'

const inAll = (text: string) => ({ kk: `${text} (kk)`, ru: `${text} (ru)`, en: `${text} (en)` })

/** Inserts the settings of a small course: as many days as asked for, two spheres, one act. There is one course. */
export async function seedCourse(db: Kysely<DB>, days = 14): Promise<void> {
  const row = {
    title: JSON.stringify(inAll('Course')),
    law_as_of: '2026-11-24',
    spheres: JSON.stringify([
      { id: 'civil', branch: true, title: inAll('Civil law') },
      { id: 'method', branch: false, title: inAll('Method') },
    ]),
    days: JSON.stringify(
      Array.from({ length: days }, (_, index) => ({
        day: index + 1,
        title: inAll(`Topic ${index + 1}`),
        trains: inAll(`Skill ${index + 1}`),
      })),
    ),
    acts: JSON.stringify([
      {
        id: 'gpk',
        kind: 'code',
        name: inAll('Civil Procedure Code'),
        short: inAll('GPK'),
        adilet: 'K1500000377',
      },
    ]),
    updated_at: new Date(),
  }
  await db
    .insertInto('course')
    .values(row)
    .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
    .execute()
}

/** A compiled text of a lesson, as the columns of a version hold it. */
export type SeedText = {
  title?: string
  html?: string
  minutes?: number
  selfChecks?: unknown[]
  toc?: unknown[]
  statutes?: unknown[]
  translatedFrom?: string | null
}

/** A self-check with three options, of which the first is right. */
export const seedCheck = (id: string) => ({
  id,
  kind: 'single',
  questionHtml: `<p>Question ${id}?</p>`,
  options: ['a', 'b', 'c'].map((option) => ({
    id: option,
    html: `Option ${option} of ${id}`,
    whyHtml: `<p>Why ${option} of ${id}</p>`,
    correct: option === 'a',
  })),
})

export type SeededLesson = { id: string; slug: string; versions: Partial<Record<Locale, string>> }

/** Adds a compiled version of a lesson in one language and makes it live from `effectiveAt` on; returns its id. */
export async function seedLessonVersion(
  db: Kysely<DB>,
  lessonId: string,
  locale: Locale,
  given: SeedText & { number?: number; effectiveAt?: Date | null } = {},
): Promise<string> {
  const { number = 1, effectiveAt = new Date('2026-01-01T00:00:00Z') } = given
  const id = randomUUID()
  const checks = given.selfChecks ?? [seedCheck('one'), seedCheck('two')]
  const places = checks.map((check) => `<!--check:${(check as { id: string }).id}-->`).join('')
  await db
    .insertInto('lesson_version')
    .values({
      id,
      lesson_id: lessonId,
      locale,
      number,
      source: `source ${id}`,
      source_hash: id,
      origin: 'content',
      translated_from: given.translatedFrom ?? null,
      created_at: new Date('2026-01-01T00:00:00Z'),
      state: 'ready',
      title: given.title ?? `Lesson (${locale})`,
      summary: 'Summary.',
      html: given.html ?? `<h2 id="start">Start</h2><p>Text.</p>${places}`,
      toc: JSON.stringify(given.toc ?? [{ id: 'start', text: 'Start', depth: 2 }]),
      self_checks: JSON.stringify(checks),
      statutes: JSON.stringify(given.statutes ?? []),
      words: 100,
      minutes: given.minutes ?? 10,
      compiled_at: new Date('2026-01-01T00:00:00Z'),
    })
    .execute()
  if (effectiveAt) {
    const pointer = { lesson_id: lessonId, locale, version_id: id, effective_at: effectiveAt }
    await db.insertInto('lesson_publication').values(pointer).execute()
  }
  return id
}

/** Inserts a lesson with live versions in the given languages (Russian alone unless told otherwise). */
export async function seedLesson(
  db: Kysely<DB>,
  given: {
    slug?: string
    day?: number
    position?: number
    sphere?: string
    required?: boolean
    texts?: Partial<Record<Locale, SeedText>>
  } = {},
): Promise<SeededLesson> {
  const { texts = { ru: {} }, slug = `lesson-${randomUUID().slice(0, 8)}`, ...columns } = given
  const id = randomUUID()
  await db
    .insertInto('lesson')
    .values({ id, slug, day: 1, sphere: 'civil', ...columns })
    .execute()
  const versions: SeededLesson['versions'] = {}
  for (const [locale, text] of Object.entries(texts) as [Locale, SeedText][]) {
    versions[locale] = await seedLessonVersion(db, id, locale, text)
  }
  return { id, slug, versions }
}
