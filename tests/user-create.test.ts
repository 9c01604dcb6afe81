import { execFile } from 'node:child_process'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

// Each test starts processes, which a busy machine starts slowly.
vi.setConfig({ testTimeout: 90_000 })

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  await seedCohort(app.services.db, { name: '2026-2' })
})
afterAll(() => app.close())

type Ended = { code: number; out: string; err: string }
const create = (args: string[], input = '', env: Record<string, string> = {}) =>
  new Promise<Ended>((ended) => {
    const { DATABASE_URL, SESSION_SECRET, ALQA_DATA_DIR } = app.services.env
    const own = {
      DATABASE_URL: DATABASE_URL ?? '',
      SESSION_SECRET,
      ALQA_DATA_DIR,
      PUBLIC_URL: 'https://alqa.test',
    }
    const child = execFile(
      process.execPath,
      ['app/commands/user-create.ts', ...args],
      { env: { ...process.env, ...own, ...env } },
      (error, out, err) => ended({ code: typeof error?.code === 'number' ? error.code : 0, out, err }),
    )
    child.stdin?.end(input)
  })

test('prints an invitation link that works', async () => {
  const args = ['--role', 'admin', '--email', 'First@sot.kz', '--locale', 'kk', '--cohort', '2026-2']
  const { code, out } = await create(args)
  expect(code).toBe(0)
  const link = /https:\/\/alqa\.test(\/invite\/[\w-]{43})/.exec(out)?.[1] ?? ''
  expect((await app.post(link, { newPassword: 'соттылық ережелері' })).status).toBe(302)
  const again = await create(args)
  expect(again.code).toBe(1)
  expect(again.err).toContain('is here already')
})

test('takes a password by standard input', async () => {
  const args = ['--role', 'lead', '--email', 'second@sot.kz', '--name', 'Екінші', '--password-stdin']
  expect((await create(args, 'short\n')).err).toContain('10 to 400 characters')
  expect((await create(args, 'соттылық ережелері\n')).code).toBe(0)
  const signIn = { email: 'second@sot.kz', password: 'соттылық ережелері' }
  expect((await app.post('/sign-in', signIn)).status).toBe(302)
})

test('says what is wrong in a line, and adds nobody', async () => {
  const email = ['--email', 'third@sot.kz']
  const cases: [string[], string, Record<string, string>?][] = [
    [email, 'Missing or wrong: --role'],
    [['--role', 'king', ...email], 'Missing or wrong: --role'],
    [['--role', 'admin'], '--email'],
    [['--role', 'admin', '--email', 'no'], 'Missing or wrong: --email'],
    [['--role', 'admin', ...email, '--crown'], '--crown'],
    [['--role', 'admin', ...email, '--cohort', 'none'], 'There is no cohort named none.'],
    [['--role', 'admin', ...email], 'cannot be reached', { DATABASE_URL: 'postgres://x@127.0.0.1:1/x' }],
  ]
  for (const [args, sentence, env] of cases) {
    const { code, err } = await create(args, '', env)
    expect(code).toBe(1)
    expect(err).toContain(sentence)
    expect(err).not.toMatch(/\n\s+at /)
  }
  const row = app.services.db.selectFrom('person').where('email', '=', 'third@sot.kz').select('id')
  expect(await row.execute()).toEqual([])
}, 60_000)
