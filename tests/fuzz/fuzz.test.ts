import http from 'node:http'
import path from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import fc from 'fast-check'
import { afterAll, expect, test } from 'vitest'
import { seedLesson } from '#db/seeds/course.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { openMarking } from '#tests/setup/marking.ts'
import { type OddRequest, oddRequests } from './odd-requests.ts'

// `npm run fuzz` sends 10,000; FUZZ_SEED repeats a run.
const COUNT = Number(process.env.FUZZ_COUNT ?? 300)
const SEED = Number(process.env.FUZZ_SEED ?? 20_261_124)
const CHUNK = 100

const ROLES = ['participant', 'instructor', 'lead', 'admin', 'observer'] as const

const { app, cohortId, script, take } = await openMarking()
afterAll(() => app.close())
const { db } = app.services

const people = new Map<string, string>()
for (const role of ROLES) people.set(role, (await seedPerson(db, { role, cohortId })).id)

/** Ids of everything that an address or a field may name. */
async function seedWorld() {
  const writer = people.get('participant') ?? ''
  const marker = people.get('instructor') ?? ''
  const [first, second] = [await script(), await script(3)]
  await take(first.id, marker)
  await seedPrompt(db, 'letter')
  await app.post('/essays/letter', { language: 'ru', ready: 'on', ownWork: 'on' }, { as: writer })
  const attempts = await db.selectFrom('attempt').select(['id', 'person_id']).execute()
  const lesson = await seedLesson(db, { slug: 'fifth', day: 5 })
  const versionId = lesson.versions.ru ?? ''
  return {
    slug: ['case', 'letter', 'fifth'],
    attemptId: attempts.map(({ id }) => id),
    submissionId: [first.id, second.id],
    id: [cohortId],
    cohort: [cohortId],
    cohortId: [cohortId],
    prompt: ['case', 'letter'],
    versionId: [versionId],
    checkId: [`${versionId}.one`],
    personId: [...people.values()],
    person: [...people.values()],
    lang: ['kk', 'ru', 'en'],
  }
}

/** Nobody is locked out by what an odd request has done: every chunk begins with new sessions and the old roles. */
async function freshCookies(): Promise<Map<string | null, string>> {
  const cookies = new Map<string | null, string>()
  for (const [role, id] of people) {
    await db
      .updateTable('person')
      .set({ role: role as (typeof ROLES)[number], deactivated_at: null })
      .where('id', '=', id)
      .execute()
    cookies.set(role, (await app.services.sessions.open(id)).split(';')[0] ?? '')
  }
  return cookies
}

const agent = new http.Agent({ keepAlive: true, maxSockets: 4 })

function send(odd: OddRequest, session: string | undefined): Promise<number> {
  const { hostname, port } = new URL(app.origin)
  const cookie = [odd.headers.cookie, session].filter(Boolean).join('; ')
  const headers: Record<string, string> = { 'sec-fetch-site': 'same-origin', ...odd.headers }
  if (cookie) headers.cookie = cookie
  if (odd.body !== null) headers['content-length'] = String(Buffer.byteLength(odd.body))
  return new Promise((resolve, reject) => {
    const request = http.request(
      { hostname, port, agent, method: odd.method, path: odd.path, headers },
      (answer) => {
        answer.resume()
        answer.on('end', () => resolve(answer.statusCode ?? 0))
        answer.on('error', reject)
      },
    )
    request.on('error', (error: NodeJS.ErrnoException) => {
      // The server had closed an idle connection.
      if (request.reusedSocket && error.code === 'ECONNRESET') resolve(send(odd, session))
      else reject(error)
    })
    request.end(odd.body ?? undefined)
  })
}

const inShort = ({ role, method, path: target, headers, body }: OddRequest): string =>
  `${role ?? 'visitor'} ${method} ${target.slice(0, 300)} ${JSON.stringify(headers).slice(0, 300)} ${body?.slice(0, 600) ?? ''}`

test(`odd requests: none of ${COUNT} is answered with 500 (seed ${SEED})`, {
  timeout: 1_200_000,
}, async () => {
  const known = await seedWorld()
  const build = (await import(path.resolve('build/server/index.js'))) as ServerBuild
  const routes = Object.values(build.routes).flatMap((route) =>
    route && route.id !== 'root' ? [`/${route.path ?? ''}`] : [],
  )
  const requests = fc.sample(oddRequests({ roles: [...ROLES], routes, known }), {
    numRuns: COUNT,
    seed: SEED,
  })
  // What is logged as a fault of ours counts too, whatever the answer.
  const faults: string[] = []
  let current = ''
  app.services.log.error = ((fields: { err?: Error }) => {
    faults.push(`${current}\n  ${fields.err?.stack?.split('\n').slice(0, 6).join('\n  ') ?? ''}`)
  }) as typeof app.services.log.error
  const statuses = new Map<number, number>()
  let cookies = new Map<string | null, string>()
  for (const [index, odd] of requests.entries()) {
    if (index % CHUNK === 0) cookies = await freshCookies()
    current = inShort(odd)
    const status = await send(odd, cookies.get(odd.role))
    statuses.set(status, (statuses.get(status) ?? 0) + 1)
    if (status >= 500 && status !== 503) faults.push(`${status}: ${current}`)
  }
  agent.destroy()
  if (COUNT > 1_000) console.log(Object.fromEntries([...statuses].sort(([a], [b]) => a - b)))
  expect(faults).toEqual([])
})
