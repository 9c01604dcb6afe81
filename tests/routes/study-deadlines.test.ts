import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson } from '#db/seeds/course.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { seedAllowance } from '#db/seeds/writing.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

// Day 5 of the cohort, 11:00 in Almaty. The essay was due on day 4 and is cut off on day 5, both at 23:59.
const now = new Date('2026-11-24T06:00:00Z')
const en = { locale: 'en' as const }

let app: TestApp
let cohortId: string
let admin: string
beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  const { db } = app.services
  cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  admin = (await seedPerson(db, { ...en, role: 'admin' })).id
  await seedCourse(db)
  await seedLesson(db, { slug: 'fifth', day: 5 })
  await seedPrompt(db, 'case', { due_day: 4, cut_off_day: 5 })
})
afterAll(() => app.close())

const page = async (id: string, address: string) => (await app.get(address, { as: id })).text()
const participant = (name: string) => seedPerson(app.services.db, { ...en, cohortId, name })
async function withOwnDue(name: string, dueAt: string, extraMinutes = 0) {
  const { id } = await participant(name)
  const own = { personId: id, cohortId, promptSlug: 'case', by: admin, dueAt: new Date(dueAt), extraMinutes }
  await seedAllowance(app.services.db, own)
  return id
}
const wordOf = async (name: string) => {
  const html = await page(admin, `/admin/progress?cohort=${cohortId}`)
  const row = html.split('<tr>').find((one) => one.includes(`>${name}<`)) ?? ''
  return [...row.matchAll(/<td class="x[^>]*>([^<]*)</g)].at(-2)?.[1] ?? row
}

test('what is overdue comes first with its cut-off, and staff see it as overdue', async () => {
  const { id } = await participant('Overdue')
  for (const address of ['/today', '/calendar', '/progress'])
    expect(await page(id, address)).toContain(
      'accepted as late until 24\u00a0November, 23:59 (Almaty, UTC+5)',
    )
  expect(await page(id, '/today')).toMatch(/btn main[^>]*href="\/essays\/case"/)
  expect(await wordOf('Overdue')).toBe('overdue')
})

test('after the cut-off it is missed, unless there is a due time of one’s own', async () => {
  const { id } = await participant('Missed')
  const own = await withOwnDue('Allowed', '2026-11-27T10:00:00Z', 30)
  app.setNow(new Date('2026-11-25T06:00:00Z'))
  try {
    expect(await page(id, '/progress')).toContain('was due on 23\u00a0November, 23:59 (Almaty, UTC+5)')
    expect(await wordOf('Missed')).toBe('missed')
    for (const address of ['/today', '/calendar', '/progress'])
      expect(await page(own, address)).toContain('hand in by 27\u00a0November, 15:00 (Almaty, UTC+5)')
    expect(await page(own, '/today')).toContain('120 min')
    expect(await wordOf('Allowed')).toBe('not begun')
  } finally {
    app.setNow(now)
  }
})

test('the calendar, on the page and in a file, has the essay at the due time that is hers', async () => {
  const { id } = await participant('Everybody')
  const own = await withOwnDue('Later', '2026-11-27T10:00:00Z')
  const feedOf = async (person: string) => {
    const html = await page(person, '/calendar')
    const [, key = ''] = /calendar\.ics\?key=([^"&]+)/.exec(html) ?? []
    return (await (await app.get(`/calendar.ics?key=${key}`)).text()).replaceAll('\r\n ', '')
  }
  const everybody = await feedOf(id)
  expect(everybody).toContain('DTEND:20261123T185900Z')
  expect(everybody).toContain('Late essays are accepted until 24\u00a0November\\, 23:59 (Almaty\\, UTC+5).')
  const later = await feedOf(own)
  expect(later).toContain('DTEND:20261127T100000Z')
  expect(later).not.toContain('Late essays')
  // A calendar program moves an entry by its identity: it stays, is this person's alone, and occurs once.
  const uidsOf = (file: string) => [...file.matchAll(/^UID:(.*?)\r?$/gm)].map((one) => one[1] ?? '')
  expect(uidsOf(later)).toContain(`essay-case-${own}@alqa`)
  expect(uidsOf(everybody)).toContain(`essay-case-${id}@alqa`)
  expect(new Set([...uidsOf(later), ...uidsOf(everybody)]).size).toBe(2 * uidsOf(later).length)
  expect(uidsOf(await feedOf(own))).toEqual(uidsOf(later))
  const dayOf = (html: string) => /id="day-8"[\s\S]*?<\/li>/.exec(html)?.[0] ?? ''
  expect(dayOf(await page(own, '/calendar'))).toContain('/essays/case')
  expect(dayOf(await page(id, '/calendar'))).not.toContain('/essays/case')
})

test('what came late says so to the participant and to staff', async () => {
  const { id } = await participant('Too late')
  const given = { personId: id, cohortId, promptSlug: 'case', locale: 'ru' as const, text: 'One two three.' }
  await seedSubmission(app.services.db, { ...given, submittedAt: now, late: true })
  expect(await page(id, '/progress')).toContain('handed in on 24\u00a0November, 11:00 (Almaty, UTC+5), late')
  expect(await wordOf('Too late')).toBe('handed in late')
})
