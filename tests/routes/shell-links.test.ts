import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Role, roles } from '#app/access/actor.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson } from '#db/seeds/course.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

const now = new Date('2026-11-24T04:00:00Z')

let app: TestApp
const people = new Map<Role, string>()
beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  const { db } = app.services
  const { id: cohortId } = await seedCohort(db, { start_date: '2026-11-20', now })
  await seedCourse(db)
  await seedLesson(db, { slug: 'first', day: 1, texts: { ru: { title: 'Урок' } } })
  await seedPrompt(db, 'case')
  for (const role of roles) people.set(role, (await seedPerson(db, { role, cohortId })).id)
  // A cohort whose figures may be shown.
  for (let n = 0; n < 6; n++) await seedPerson(db, { cohortId })
})
afterAll(() => app.close())

/** The addresses of our own that a page links to. */
const linksOf = (html: string): string[] =>
  [...html.matchAll(/<a [^>]*?href="(\/[^"#]*)/g)].map(([, href = '']) => href.replaceAll('&amp;', '&'))

test.each([...roles])('links: whatever is shown to role %s opens, two pages deep', async (role) => {
  const as = people.get(role) ?? ''
  const open = (address: string) => app.get(address, { as, redirect: 'follow' })
  const seen = new Map<string, number>()
  let shown = ['/account']
  for (let depth = 0; depth < 3; depth++) {
    const found: string[] = []
    for (const address of shown) {
      if (seen.has(address)) continue
      const answer = await open(address)
      seen.set(address, answer.status)
      const html = await answer.text()
      if (answer.headers.get('Content-Type')?.startsWith('text/html')) found.push(...linksOf(html))
    }
    shown = found
  }
  expect([...seen].filter(([, status]) => status >= 400)).toEqual([])
  expect(seen.size).toBeGreaterThan(2)
})
