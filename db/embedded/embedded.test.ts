import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { type Embedded, removeEmbedded, startEmbedded } from './embedded.ts'
import { findPlace } from './place.ts'
import { findPostmaster } from './postmaster.ts'

vi.setConfig({ testTimeout: 60_000 })

let dataDir: string
const said: string[] = []

beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), 'alqa-launcher-'))
})

afterAll(async () => {
  await removeEmbedded(dataDir)
  await rm(dataDir, { recursive: true })
})

test('first start: a database with Unicode collation, trigrams that know Kazakh, and nobody else let in', async () => {
  const server = await start()
  expect(server.adopted).toBe(false)
  expect(new URL(server.url).pathname).toBe('/alqa')
  expect(
    await ask(
      server.url,
      `select 'ә' < 'б' collate "kk-x-icu", similarity('қазақстан', 'қазақстанның') > 0.3, version() ~ '^PostgreSQL 18'`,
    ),
  ).toEqual([[true, true, true]])
  await expect(ask(server.url.replace(/:[0-9a-f]+@/, ':wrong@'), 'select 1')).rejects.toThrow(
    /password authentication failed/,
  )
  const place = await findPlace(dataDir)
  expect(await readFile(place.log, 'utf8')).toMatch(/ready to accept connections/)
  await server.stop()
})

test('a second start adopts the living server, and only the last user stops it', async () => {
  const first = await start()
  const [second, third] = await Promise.all([start(), start()])
  expect([first.adopted, second.adopted, third.adopted]).toEqual([false, true, true])
  expect(second.url).toBe(first.url)
  await first.stop()
  await first.stop()
  await second.stop()
  expect(await ask(third.url, 'select 1')).toEqual([[1]])
  await third.stop()
  expect(await runningPid()).toBeUndefined()
  await expect(ask(third.url, 'select 1')).rejects.toThrow(/ECONNREFUSED/)
})

test('killing PostgreSQL while it writes loses nothing that was acknowledged', async () => {
  const server = await start({ durable: true })
  await ask(server.url, 'create table kept (n int primary key)')
  const client = new pg.Client(server.url)
  client.on('error', () => {})
  await client.connect()
  let acknowledged = 0
  const writing = (async () => {
    for (;;) {
      await client.query('insert into kept values ($1)', [acknowledged + 1])
      acknowledged += 1
      if (acknowledged === 50) process.kill(await postmasterPid(), 'SIGKILL')
    }
  })()
  await expect(writing).rejects.toThrow()
  expect(acknowledged).toBeGreaterThanOrEqual(50)

  const again = await start()
  const [[count, highest]] = (await ask(again.url, 'select count(*)::int, max(n) from kept')) as [
    [number, number],
  ]
  expect(count).toBe(highest)
  expect(count - acknowledged).toBeOneOf([0, 1])
  await again.stop()
  await server.stop()
  expect(await runningPid()).toBeUndefined()
})

test('a server that is killed while it is used comes back by itself, at the same address', async () => {
  const server = await start()
  process.kill(await postmasterPid(), 'SIGKILL')
  await expect(ask(server.url, 'select 1')).rejects.toThrow()
  await expect.poll(() => ask(server.url, 'select 1').catch(() => []), { timeout: 30_000 }).toEqual([[1]])
  expect(said).toContain('PostgreSQL ended unexpectedly; starting it again …')
  await server.stop()
  expect(await runningPid()).toBeUndefined()
})

test('killing Node leaves a server that the next start adopts, and stops', async () => {
  const other = inAnotherProcess('setInterval(() => {}, 1000)')
  if (other.stdout) await once(other.stdout, 'data')
  other.kill('SIGKILL')
  await once(other, 'exit')
  const orphan = await postmasterPid()
  const server = await start()
  expect(server.adopted).toBe(true)
  expect(await postmasterPid()).toBe(orphan)
  await server.stop()
  expect(await runningPid()).toBeUndefined()
})

test('a process that exits without stopping takes the server with it, unless another one uses it', async () => {
  const server = await start()
  const other = inAnotherProcess('process.exit(3)')
  expect(await once(other, 'exit')).toEqual([3, null])
  expect(await ask(server.url, 'select 1')).toEqual([[1]])
  await server.stop()

  const alone = inAnotherProcess('process.exit(3)')
  await once(alone, 'exit')
  await expect.poll(runningPid).toBeUndefined()
})

test('a left-over postmaster.pid whose number now belongs to another program does not stop the start', async () => {
  const place = await findPlace(dataDir)
  await writeFile(
    join(place.cluster, 'postmaster.pid'),
    `${process.pid}\n${place.cluster}\n1\n1\n\n127.0.0.1\n`,
  )
  const server = await start()
  expect(server.adopted).toBe(false)
  await server.stop()
})

test('the lock of a killed start does not stop the next one', async () => {
  const place = await findPlace(dataDir)
  const ended = spawn(process.execPath, ['--version'], { stdio: 'ignore' })
  await once(ended, 'exit')
  await writeFile(join(place.desk, 'lock'), `${ended.pid}-1`)
  await (await start()).stop()
})

test('a taken port is exchanged for a free one', async () => {
  const place = await findPlace(dataDir)
  const before = await start()
  const port = new URL(before.url).port
  await before.stop()
  const squatter = (await import('node:net')).createServer().listen(Number(port), '127.0.0.1')
  await once(squatter, 'listening')
  const server = await start()
  expect(new URL(server.url).port).not.toBe(port)
  expect(await readFile(join(place.desk, 'port'), 'utf8')).toBe(new URL(server.url).port)
  await server.stop()
  squatter.close()
})

test('a start that cannot succeed says why, with the words of PostgreSQL', async () => {
  const place = await findPlace(dataDir)
  const hba = join(place.cluster, 'pg_hba.conf')
  await copyFile(hba, `${hba}.kept`)
  await writeFile(hba, 'nonsense\n')
  await expect(start()).rejects.toThrow(/PostgreSQL did not start[\s\S]*pg_hba.conf/)
  await copyFile(`${hba}.kept`, hba)
})

function start({ durable = false } = {}): Promise<Embedded> {
  return startEmbedded({ dataDir, log: (line) => said.push(line), durable })
}

/** Starts the server there, says so, and goes on with the given code. */
function inAnotherProcess(code: string): ChildProcess {
  const script = `import { startEmbedded } from '${new URL('./embedded.ts', import.meta.url)}'
    await startEmbedded({ dataDir: process.argv[1], log() {}, durable: false }); console.log('up'); ${code}`
  const args = ['--input-type=module', '-e', script, dataDir]
  return spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
}

async function runningPid(): Promise<number | undefined> {
  return findPostmaster(await findPlace(dataDir))?.pid
}

async function postmasterPid(): Promise<number> {
  const pid = await runningPid()
  if (!pid) throw new Error('no server runs')
  return pid
}

async function ask(url: string, sql: string): Promise<unknown[][]> {
  const client = new pg.Client(url)
  await client.connect()
  try {
    return (await client.query({ text: sql, rowMode: 'array' })).rows
  } finally {
    await client.end()
  }
}
