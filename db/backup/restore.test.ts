import { spawnSync } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createTestDatabase, type TestDatabase } from '#tests/setup/database.ts'
import { openDatabase } from '../client.ts'
import { seedCohort } from '../seeds/cohort.ts'
import { seedCourse, seedLesson } from '../seeds/course.ts'
import { seedMark } from '../seeds/marks.ts'
import { seedPerson } from '../seeds/people.ts'
import { seedPrompt } from '../seeds/prompt.ts'
import { seedSubmission } from '../seeds/submissions.ts'
import { backUp } from './backup.ts'
import { restore } from './restore.ts'
import { backupTables } from './tables.ts'

const now = new Date('2026-11-24T04:00:00Z')
const folder = mkdtempSync(path.join(tmpdir(), 'alqa-backup-'))
const file = path.join(folder, 'all.backup.gz')
let source: TestDatabase
let target: TestDatabase

// What text formats lose most easily.
const AWKWARD = 'Ұлы «сөз»\t\\N \\. \r\n"quoted", (a,b) {x} \u2060 😀\n\\'

beforeAll(async () => {
  ;[source, target] = await Promise.all([createTestDatabase(), createTestDatabase()])
  const db = openDatabase(source.url)
  const cohort = await seedCohort(db, { start_date: '2026-11-20', now })
  await seedCourse(db)
  await seedLesson(db, { slug: 'first', day: 1, texts: { ru: { title: 'Урок' } } })
  await seedPrompt(db, 'case')
  const marker = await seedPerson(db, { role: 'instructor', cohortId: cohort.id })
  for (let n = 0; n < 3; n++) {
    const { id: personId } = await seedPerson(db, { cohortId: cohort.id, name: `Жазушы ${n}` })
    const given = { personId, cohortId: cohort.id, promptSlug: 'case', locale: 'kk' as const }
    const submissionId = await seedSubmission(db, { ...given, text: `${AWKWARD} ${n}`, submittedAt: now })
    const essay = { text: AWKWARD, scores: { facts: 4 }, remarks: {}, annotations: [], overall: AWKWARD }
    await seedMark(db, { submissionId, markerId: marker.id, essay, at: now })
  }
  await db.destroy()
  await run(source.url, [
    `insert into audit_event (at, type, details, request_id) select now(), 'test', 'null', 'r' from generate_series(1, 1200)`,
    `select graphile_worker.add_job('mail.send', '{"to": "a@b.kz"}', run_at => '2030-01-01', job_key => 'one')`,
  ])
})
afterAll(async () => {
  await Promise.all([source.drop(), target.drop()])
  rmSync(folder, { recursive: true, force: true })
})

async function run(url: string, statements: string[]): Promise<pg.QueryResult[]> {
  const client = new pg.Client(url)
  await client.connect()
  const results: pg.QueryResult[] = []
  for (const statement of statements) results.push(await client.query(statement))
  await client.end()
  return results
}

/** Every row of every table as PostgreSQL writes it. */
async function contents(url: string): Promise<Record<string, string[]>> {
  const client = new pg.Client(url)
  await client.connect()
  const all: Record<string, string[]> = {}
  for (const { name } of await backupTables(client)) {
    const { rows } = await client.query(`select t::text as row from ${name} t order by 1`)
    all[name] = rows.map(({ row }) => row)
  }
  await client.end()
  return all
}

test('restore: every row of every table is what it was, and new rows get new numbers', async () => {
  const { rows, tables } = await backUp(source.url, file)
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const before = await contents(source.url)
  expect(tables).toBe(Object.keys(before).length)
  expect(rows).toBe(Object.values(before).flat().length)
  expect(before['public.submission']?.[0]).toContain('Ұлы')
  expect(await restore(target.url, file)).toMatchObject({ ok: true, value: { rows, tables } })
  expect(await contents(target.url)).toEqual(before)
  const [added] = await run(target.url, [
    `insert into audit_event (at, type, details, request_id) values (now(), 'test', '{}', 'r') returning id`,
  ])
  expect(Number(added?.rows[0]?.id)).toBeGreaterThan(1200)
})

test('restore: a database with rows is left alone unless it is to be replaced', async () => {
  const before = await contents(target.url)
  expect(await restore(target.url, file)).toMatchObject({ ok: false, reason: 'not_empty' })
  expect(await contents(target.url)).toEqual(before)
  expect(await restore(target.url, file, { replace: true })).toMatchObject({ ok: true })
  expect(await contents(target.url)).toEqual(await contents(source.url))
})

test('restore: a database that others use is left alone', async () => {
  const client = new pg.Client(target.url)
  await client.connect()
  expect(await restore(target.url, file, { replace: true })).toMatchObject({ ok: false, reason: 'in_use' })
  await client.end()
})

test('restore: a file that is cut off or no backup changes nothing', async () => {
  const before = await contents(target.url)
  const bytes = readFileSync(file)
  const cut = path.join(folder, 'cut.gz')
  writeFileSync(cut, bytes.subarray(0, bytes.length - 40))
  const other = path.join(folder, 'other.gz')
  writeFileSync(other, 'not a backup')
  for (const broken of [cut, other, path.join(folder, 'missing.gz')])
    await expect(restore(target.url, broken, { replace: true })).rejects.toThrow(/backup/)
  expect(await contents(target.url)).toEqual(before)
})

test('restore: a backup of a newer release is refused before anything is deleted', async () => {
  const before = await contents(target.url)
  await run(source.url, [`insert into kysely_migration (name, timestamp) values ('9999-later', 'x')`])
  const newer = path.join(folder, 'newer.backup.gz')
  await backUp(source.url, newer)
  await run(source.url, [`delete from kysely_migration where name = '9999-later'`])
  expect(await restore(target.url, newer, { replace: true })).toMatchObject({
    ok: false,
    reason: 'newer',
    detail: '9999-later',
  })
  expect(await contents(target.url)).toEqual(before)
})

test('restore: a backup of another version of the job queue is refused before anything is deleted', async () => {
  const before = await contents(target.url)
  const later = 'insert into graphile_worker.migrations (id, ts, breaking) values (9999, now(), false)'
  await run(source.url, [later])
  const other = path.join(folder, 'other-jobs.backup.gz')
  await backUp(source.url, other)
  await run(source.url, ['delete from graphile_worker.migrations where id = 9999'])
  expect(await restore(target.url, other, { replace: true })).toMatchObject({
    ok: false,
    reason: 'other_jobs',
  })
  expect(await contents(target.url)).toEqual(before)
  const [schemas] = await run(target.url, ["select nspname from pg_namespace where nspname like 'alqa%'"])
  expect(schemas?.rows).toEqual([])
})

test('commands: backup, restore and rollback on a given database', async () => {
  const command = (name: string, url: string, ...args: string[]) =>
    spawnSync(process.execPath, [`app/commands/${name}.ts`, ...args], {
      encoding: 'utf8',
      input: '',
      env: {
        ...process.env,
        NODE_ENV: 'test',
        DATABASE_URL: url,
        SESSION_SECRET: 'a-secret-0123456789-for-tests-only-ABC',
        MAIL: 'off',
      },
    })
  const second = path.join(folder, 'second.backup.gz')
  expect(command('backup', source.url, second).stdout).toContain('second.backup.gz')
  expect(command('restore', target.url, second)).toMatchObject({ status: 1, stdout: '' })
  expect(command('restore', target.url, second, '--replace').stdout).toContain('Restored')
  const before = await contents(target.url)
  expect(command('db-rollback', target.url).status).toBe(1)
  expect(await contents(target.url)).toEqual(before)
  expect(command('db-rollback', target.url, '--yes').stdout).toContain('Taken back')
})
