import http from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

let app: TestApp
let cohortId: string
beforeAll(async () => {
  app = await openTestApp()
  cohortId = (await seedCohort(app.services.db, { start_date: '2026-11-20' })).id
})
afterAll(() => app.close())

/** A request with exactly this method and target: fetch would tidy them. */
const raw = (method: string, path: string, headers: Record<string, string> = {}) =>
  new Promise<{ status: number; headers: http.IncomingHttpHeaders; body: string }>((resolve, reject) => {
    const { hostname, port } = new URL(app.origin)
    const request = http.request({ hostname, port, method, path, headers }, (answer) => {
      let body = ''
      answer.setEncoding('utf8')
      answer.on('data', (text) => {
        body += text
      })
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body }))
    })
    request.on('error', reject)
    request.end()
  })

test.each([
  ['GET', '//', 404],
  ['GET', '//evil.test/', 404],
  ['GET', '/%5C', 404],
  ['GET', '/%2Fevil.test', 404],
  ['GET', '/admin/people?search=%00', 400],
  ['GET', '/lessons/%00', 400],
  ['GET', '/sign-in?redirectTo=%00', 400],
  ['GET', '/%', 400],
  ['GET', '/lessons/%ff', 400],
  ['GET', '/\\evil.test', 400],
  ['TRACE', '/', 405],
  ['OPTIONS', '/sign-in', 405],
  ['PATCH', '/sign-in', 405],
  ['DELETE', '/account', 405],
  ['PROPFIND', '/', 405],
] as const)('status: %s %s is answered with %i and a page', async (method, path, status) => {
  const answer = await raw(method, path, { 'Accept-Language': 'kk' })
  expect(answer.status).toBe(status)
  expect(answer.headers['content-type']).toContain('text/html')
  expect(answer.body).toContain('<html lang="kk">')
  if (status === 405) expect(answer.headers.allow).toContain('GET')
})

test('status: an address that is none of ours is logged without ending the process', async () => {
  const { log } = app.services
  log.level = 'debug'
  const answers = [await raw('GET', '//'), await raw('GET', '/livez')]
  log.level = 'silent'
  expect(answers.map(({ status }) => status)).toEqual([404, 200])
})

test('status: a form sent to a page that takes none is a 405 with what the page takes', async () => {
  const { id: as } = await seedPerson(app.services.db, { cohortId })
  const answer = await app.post('/today', {}, { as })
  expect([answer.status, answer.headers.get('Allow')]).toEqual([405, 'GET, HEAD'])
})

test('status: a cookie of somebody else that is malformed is ignored', async () => {
  const { id } = await seedPerson(app.services.db)
  for (const broken of ['x=%ff', '=', ';;', 'x=%', '%ff=%ff', 'alqa_locale=%ff', '__proto__=1']) {
    const Cookie = `${broken}; ${await app.cookieOf(id)}`
    expect((await app.get('/account', { headers: { Cookie } })).status, broken).toBe(200)
  }
  for (const Cookie of ['alqa_session=%ff', 'alqa_session=', 'alqa_session=%00', 'alqa_session=a%ED%A0%80'])
    expect((await app.get('/account', { headers: { Cookie } })).headers.get('Location'), Cookie).toMatch(
      /^\/sign-in/,
    )
})

test.each([
  ['/account', { intent: 'nothing' }, 400],
  ['/account', { intent: 'password' }, 400],
  ['/account', { name: 'A', locale: 'xx' }, 400],
  ['/account', { name: 'A', locale: '' }, 400],
] as const)(
  'status: an unknown or missing choice is beside its field: %s %o',
  async (address, form, status) => {
    const { id: as } = await seedPerson(app.services.db, { cohortId, locale: 'en' })
    expect((await app.post(address, form, { as })).status).toBe(status)
  },
)

test('status: a schema without a sentence of its own still answers with one', async () => {
  const { id: as } = await seedPerson(app.services.db, { role: 'lead', cohortId, locale: 'en' })
  for (const form of [
    {},
    { which: 'some' },
    { which: 'chosen', outcome: 'no-id' },
    { which: 'all', until: 'x' },
  ]) {
    const answer = await app.post('/grade/release', form as Record<string, string>, { as })
    expect(answer.status, JSON.stringify(form)).toBe(400)
  }
})
