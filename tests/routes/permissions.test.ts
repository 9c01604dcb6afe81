import { randomUUID } from 'node:crypto'
import path from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Role } from '#app/access/actor.ts'
import { permissions } from '#app/access/permissions.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson } from '#db/seeds/course.ts'
import { seedImport } from '#db/seeds/imports.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPractice, seedQuestions } from '#db/seeds/questions.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { seedHandedIn } from '#tests/setup/handed-in.ts'

const ROLES = ['participant', 'instructor', 'lead', 'admin', 'observer'] as const satisfies Role[]
const now = new Date('2026-11-24T04:00:00Z')

test('the whole matrix: action × role → relation', () => {
  const rows = Object.entries(permissions).map(([action, rule]) => {
    const cells = ROLES.map((role) => ((rule as Partial<Record<Role, string>>)[role] ?? '–').padEnd(11))
    return `${action.padEnd(22)}${cells.join(' ')}`.trimEnd()
  })
  const head = `${''.padEnd(22)}${ROLES.map((role) => role.padEnd(11)).join(' ')}`.trimEnd()
  expect(`\n${[head, ...rows].join('\n')}\n`).toMatchInlineSnapshot(`
    "
                          participant instructor  lead        admin       observer
    account.manage        own         own         own         own         own
    second-factor.manage  –           own         own         own         own
    course.read           cohort      –           –           –           –
    lesson.study          cohort      –           –           –           –
    self-check.answer     cohort      –           –           –           –
    progress.read.own     own         –           –           –           –
    practice.read         cohort      –           –           –           –
    practice.begin        cohort      –           –           –           –
    practice.test         own         –           –           –           –
    essay.list            own         –           –           –           –
    attempt.begin         cohort      –           –           –           –
    attempt.write         own         –           –           –           –
    feedback.read         own         –           –           –           –
    queue.read            –           cohort      cohort      –           –
    submission.mark       –           cohort      cohort      –           –
    outcome.release       –           –           cohort      any         –
    attempt.list          –           –           –           any         –
    attempt.extend        –           –           –           any         –
    attempt.change        –           –           –           any         –
    overview.read         –           –           –           any         cohort
    people.manage         –           –           –           any         –
    person.change         –           –           –           any         –
    import.manage         –           –           –           any         –
    cohort.manage         –           –           –           any         –
    cohort.change         –           –           –           any         –
    lesson.manage         –           –           –           any         –
    lesson.change         –           –           –           any         –
    progress.read.names   –           –           cohort      any         –
    progress.read.essays  –           –           –           any         –
    progress.read.figures –           –           cohort      any         cohort
    jobs.read             –           –           –           any         –
    job.retry             –           –           –           any         –
    "
  `)
})

const EVERYONE = [...ROLES]
const COURSE: Role[] = ['participant']
const MARKERS: Role[] = ['instructor', 'lead']
const ADMIN: Role[] = ['admin']

/**
 * Address → who comes in. `open` needs no session; `api` answers visitors with 401, not the sign-in page; at an `empty`
 * one whoever may come in finds nothing; at a `foreign` one people of other cohorts do; a `step` leads to sign-in.
 */
type Row = {
  roles: Role[]
  open?: true
  api?: true
  method?: 'POST' | 'PUT'
  foreign?: true
  empty?: true
  step?: true
}
const table: Record<string, Row> = {
  '/': { roles: EVERYONE },
  '/sign-in': { roles: EVERYONE, open: true },
  '/sign-in/code': { roles: EVERYONE, open: true, step: true },
  '/sign-out': { roles: EVERYONE, open: true },
  '/forgot': { roles: EVERYONE, open: true },
  '/reset/:token': { roles: EVERYONE, open: true },
  '/invite/:token': { roles: EVERYONE, open: true },
  '/verify': { roles: EVERYONE, open: true },
  '/verify/:number': { roles: EVERYONE, open: true, empty: true },
  '/language/:lang': { roles: EVERYONE, open: true },
  '/sw.js': { roles: EVERYONE, open: true },
  '/offline': { roles: EVERYONE, open: true },
  '/livez': { roles: EVERYONE, open: true },
  '/metrics': { roles: EVERYONE, open: true },
  '/readyz': { roles: EVERYONE, open: true },
  // Whatever else is asked for is nowhere; and the key in the address of a calendar is its only proof.
  '/*': { roles: EVERYONE, open: true, empty: true },
  '/calendar.ics': { roles: EVERYONE, open: true, empty: true },

  '/account': { roles: EVERYONE },
  '/account/erase': { roles: EVERYONE },
  '/account/export': { roles: EVERYONE },
  '/account/second-factor': { roles: ['instructor', 'lead', 'admin', 'observer'] },

  '/today': { roles: COURSE },
  '/calendar': { roles: COURSE },
  '/lessons/:slug': { roles: COURSE },
  '/progress': { roles: COURSE },
  '/practice': { roles: COURSE },
  '/practice/tests/:testId': { roles: COURSE, foreign: true },
  '/essays': { roles: COURSE },
  '/essays/:slug': { roles: COURSE },
  '/essays/:slug/write': { roles: COURSE },
  '/essays/:slug/receipt': { roles: COURSE },
  '/essays/:slug/receipts.txt': { roles: COURSE },
  '/essays/:slug/history': { roles: COURSE },
  '/essays/:slug/feedback': { roles: COURSE, empty: true },
  '/api/self-checks/:checkId': { roles: COURSE, method: 'POST', empty: true },
  '/api/drafts/:attemptId': { roles: COURSE, api: true, method: 'PUT', foreign: true },

  '/grade': { roles: MARKERS },
  '/grade/:submissionId': { roles: MARKERS, foreign: true },
  '/grade/release': { roles: ['lead', 'admin'] },
  '/api/marks/:submissionId': { roles: MARKERS, api: true, method: 'POST', foreign: true },

  '/admin': { roles: ['admin', 'observer'] },
  '/admin/people': { roles: ADMIN },
  '/admin/people/:personId/erase': { roles: ADMIN },
  '/admin/people/:personId/export': { roles: ADMIN },
  '/admin/people/import': { roles: ADMIN },
  '/admin/people/import/:importId': { roles: ADMIN },
  '/admin/people/import/:importId/refused.csv': { roles: ADMIN },
  '/admin/cohorts': { roles: ADMIN },
  '/admin/cohorts/:id': { roles: ADMIN },
  '/admin/cohorts/:id/marking': { roles: ADMIN },
  '/admin/essays': { roles: ADMIN },
  '/admin/essays/:attemptId': { roles: ADMIN },
  '/admin/lessons': { roles: ADMIN },
  '/admin/lessons/:slug': { roles: ADMIN },
  '/admin/lessons/:slug/preview/:versionId': { roles: ADMIN },
  '/admin/jobs': { roles: ADMIN },
  '/admin/jobs/mail/:id': { roles: ADMIN, empty: true },
  '/admin/progress': { roles: ['admin', 'lead', 'observer'] },
  '/admin/progress.csv': { roles: ['admin', 'lead', 'observer'] },
}

let app: TestApp
let build: ServerBuild
const people = new Map<Role, string>()
const strangers = new Map<Role, string>()
const params: Record<string, string> = {
  token: 'x',
  lang: 'en',
  '*': 'nowhere',
  checkId: `${randomUUID()}.x`,
}

beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  build = (await import(path.resolve('build/server/index.js'))) as ServerBuild
  const { db } = app.services
  const cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  const elsewhere = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  for (const role of ROLES) {
    people.set(role, (await seedPerson(db, { role, cohortId })).id)
    strangers.set(role, (await seedPerson(db, { role, cohortId: elsewhere })).id)
  }
  await seedCourse(db)
  const lesson = await seedLesson(db, { slug: 'fifth', day: 5 })
  const participant = people.get('participant') ?? ''
  const attempt = await seedHandedIn(db, { cohortId, personId: participant, now })
  await seedQuestions(db, { sphere: 'civil', lesson: 'fifth', count: 1 })
  await seedPractice(db)
  const begun = await app.post('/practice', { kind: 'day' }, { as: participant })
  Object.assign(params, attempt, {
    id: cohortId,
    importId: (await seedImport(db, { cohortId, createdBy: people.get('admin') ?? '' })).id,
    personId: people.get('observer') ?? '',
    versionId: lesson.versions.ru ?? '',
    testId: begun.headers.get('location')?.split('/').at(-1) ?? '',
  })
})
afterAll(() => app.close())

/** "/essays/:slug/write" of every page and every resource in the built site. */
function addresses(): Map<string, ServerBuild['routes'][string]> {
  const found = new Map<string, ServerBuild['routes'][string]>()
  for (const route of Object.values(build.routes))
    if (route && route.id !== 'root') found.set(`/${route.path ?? ''}`, route)
  return found
}

function filled(address: string): string {
  const slug = address.includes('/lessons') ? 'fifth' : 'oven'
  return address.replaceAll(/:(\w+)|\*/g, (whole, name) =>
    name === 'slug' ? slug : (params[name ?? whole] ?? 'x'),
  )
}

type Verdict = 'in' | 'forbidden' | 'hidden' | 'sign-in' | 'signed-out'

function verdictOf(answer: Response): Verdict {
  if (answer.status === 401) return 'signed-out'
  if (answer.status === 403) return 'forbidden'
  if (answer.status === 404) return 'hidden'
  return answer.headers.get('Location')?.startsWith('/sign-in') ? 'sign-in' : 'in'
}

const ask = async (address: string, method: string, as?: string): Promise<Verdict> => {
  const body = method === 'GET' ? {} : { body: new URLSearchParams() }
  const headers = { Origin: app.origin }
  return verdictOf(await app.send(filled(address), { method, ...body, headers }, as ? { as } : {}))
}

test('every address of the built site stands in the table, and no other', () => {
  expect([...addresses().keys()].sort()).toEqual(Object.keys(table).sort())
})

test.each(Object.entries(table))('%s lets in exactly those it names', async (address, row) => {
  const found: Verdict = row.step ? 'sign-in' : row.empty ? 'hidden' : 'in'
  const seen: Record<string, Verdict> = {}
  const wanted: Record<string, Verdict> = {}
  for (const role of ROLES) {
    seen[role] = await ask(address, row.method ?? 'GET', people.get(role))
    wanted[role] = row.roles.includes(role) ? found : 'forbidden'
  }
  seen.nobody = await ask(address, row.method ?? 'GET')
  wanted.nobody = row.open ? found : row.api ? 'signed-out' : 'sign-in'
  expect(seen).toEqual(wanted)
})

test('whoever may not read an address may not send to it either', async () => {
  const held: string[] = []
  for (const [address, { module }] of addresses() as Map<string, { module: { action?: unknown } }>) {
    const row = table[address]
    if (!module.action || !row || row.open) continue
    const method = row.method ?? 'POST'
    for (const role of ROLES.filter((one) => !row.roles.includes(one))) {
      const verdict = await ask(address, method, people.get(role))
      if (verdict !== 'forbidden') held.push(`${method} ${address} as ${role}: ${verdict}`)
    }
    const nobody = await ask(address, method)
    if (nobody !== (row.api ? 'signed-out' : 'sign-in'))
      held.push(`${method} ${address} as nobody: ${nobody}`)
  }
  expect(held).toEqual([])
})

test('a row of another cohort or person is not there, for the same role', async () => {
  for (const [address, row] of Object.entries(table).filter(([, { foreign }]) => foreign))
    for (const role of row.roles)
      expect(await ask(address, row.method ?? 'GET', strangers.get(role)), `${address} as ${role}`).toBe(
        'hidden',
      )
})
