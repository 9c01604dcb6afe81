import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, rm, symlink, unlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { commandCtx, importCourse } from '#app/commands/course.ts'
import { jobHandlers } from '#app/job-handlers.server.ts'
import { openServices } from '#app/platform/backing-services.server.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { drainJobs } from '#app/platform/worker.server.ts'
import { removeEmbedded, startEmbedded } from '#db/embedded/embedded.ts'
import { migrateToLatest } from '#db/migrate.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { edit } from '#tests/setup/course-check.ts'
import { type SampleFiles, sampleCourse, writeCourse } from '#tests/setup/sample-course.ts'

// The web process as `npm start` runs it, on a database and a course of its own. Starts are slow on a busy machine.
vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 })

const ROOT = process.cwd()
let home: string
beforeAll(async () => {
  home = await mkdtemp(path.join(tmpdir(), 'alqa-start-'))
  // Root's PostgreSQL runs as another user, who must reach the folder.
  await chmod(home, 0o755)
  await symlink(path.join(ROOT, 'build'), path.join(home, 'build'))
})
afterAll(async () => {
  await removeEmbedded(path.join(home, 'data'))
  await rm(home, { recursive: true, force: true })
})

type Started = { child: ChildProcess; out: string; err: string; ended: Promise<number> }

function start(): Started {
  const { DATABASE_URL: _database, SMTP_URL: _smtp, ...inherited } = process.env
  const leash = path.join(ROOT, 'app/commands/leash.mjs')
  const child = spawn(process.execPath, ['--import', leash, path.join(ROOT, 'app/server.ts')], {
    cwd: home,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    env: {
      ...inherited,
      NODE_ENV: 'production',
      LOG_LEVEL: 'warn',
      ALQA_DATA_DIR: path.join(home, 'data'),
      PORT: '0',
    },
  })
  const started: Started = {
    child,
    out: '',
    err: '',
    ended: once(child, 'close').then(([code, signal]) => code ?? (signal === 'SIGTERM' ? 143 : -1)),
  }
  child.stdout?.on('data', (bytes) => {
    started.out += bytes
  })
  child.stderr?.on('data', (bytes) => {
    started.err += bytes
  })
  return started
}

/** Resolves when the process has written these words; throws when it ends before. */
async function until(started: Started, words: string): Promise<void> {
  while (!started.out.includes(words)) {
    const { child } = started
    await Promise.race([once(child.stdout ?? child, 'data'), started.ended])
    if (child.exitCode !== null && !started.out.includes(words))
      throw new Error(`ended with ${child.exitCode}: ${started.err}`)
  }
}

async function withCourse<T>(plant: (files: SampleFiles) => void, work: () => Promise<T>): Promise<T> {
  const files = sampleCourse()
  plant(files)
  await using course = await writeCourse(files)
  const place = path.join(home, 'content')
  await symlink(course.folder, place)
  return await work().finally(() => unlink(place))
}

function broken(files: SampleFiles): void {
  edit('lessons/jurisdiction/ru.mdx', /$/, '\n\nСумма {1 + 1}.\n')(files)
  edit('essays/first/brief.kk.mdx', /$/, '\n<script />\n')(files)
}
const sound = () => {}

test('a first start with a broken course ends with 1 and says every place; none of it is imported', async () => {
  const only = (files: SampleFiles) => edit('acts.yaml', 'kind: code', 'kind: poem')(files)
  const { err, code } = await withCourse(only, async () => {
    const started = start()
    return { code: await started.ended, err: started.err }
  })
  expect(code).toBe(1)
  expect(err).toMatch(
    /^\nThe course in content\/ has 1 fault and was not imported:\n {2}content\/acts\.yaml:1:\d+ {2}0\.kind: .+\n/,
  )
  expect(err).toContain('Repair these places, then run npm start again.')
  expect(err).not.toMatch(/\n\s+at |node:internal/)
})

test('a later start with a broken course says every place and goes on with what is live', async () => {
  await sowSample()
  await withCourse(broken, async () => {
    const started = start()
    await until(started, 'Alqa runs at')
    const [origin] = /http:\S+/.exec(started.out) ?? []
    expect((await fetch(`${origin}/readyz`)).status).toBe(200)
    started.child.kill('SIGTERM')
    expect(await started.ended).toBe(0)
    expect(started.err).toContain('The course that was live before goes on.')
    expect(started.err).toContain('The course in content/ has 2 faults and was not imported')
    expect(started.err).toMatch(/ {2}content\/lessons\/jurisdiction\/ru\.mdx:\d+:7 {2}Curly braces/)
    expect(started.err).toMatch(/ {2}content\/essays\/first\/brief\.kk\.mdx:\d+:1 {2}/)
    expect(started.err).not.toMatch(/\n\s+at /)
  })
})

test('a signal at any moment of the start ends it cleanly, also when it comes twice', async () => {
  await withCourse(sound, async () => {
    for (const words of ['', 'PostgreSQL started', 'Alqa runs at', 'Alqa runs at', 'Alqa runs at']) {
      const started = start()
      await until(started, words)
      started.child.kill('SIGTERM')
      started.child.kill('SIGTERM')
      const code = await started.ended
      expect({ words, code, err: started.err }).toEqual({
        words,
        code: words === 'Alqa runs at' ? 0 : 143,
        err: '',
      })
    }
  })
})

/** A published course and somebody of the demo, so that a start has nothing to sow. */
async function sowSample(): Promise<void> {
  const database = await startEmbedded({ dataDir: path.join(home, 'data'), log: () => {}, durable: false })
  await migrateToLatest(database.url)
  const env = readEnv({ NODE_ENV: 'test', ALQA_DATA_DIR: path.join(home, 'data'), LOG_LEVEL: 'silent' })
  const services = openServices(env, { url: database.url })
  await withCourse(sound, async () => {
    const imported = await importCourse(commandCtx(services), path.join(home, 'content'))
    expect(imported).toEqual({ ok: true, value: { lessons: 3, prompts: 1, questions: 5 } })
  })
  await drainJobs({ url: database.url, handlers: jobHandlers(services), log: services.log })
  await seedPerson(services.db, { role: 'admin', email: 'admin@demo.test' })
  await services.close()
  await database.stop()
}
