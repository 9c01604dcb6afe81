import { randomBytes } from 'node:crypto'
import path from 'node:path'
import { sessionsOn } from '#app/platform/session.server.ts'
import { openDatabase } from '#db/client.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { endProcess, freePort, type RunningDemo } from '#tests/setup/running-demo.ts'
import { type Measured, startMeasured } from './costs.ts'
import { ask } from './load.ts'

const SLUG = 'case'

/** A participant who has begun her essay. */
export type Begun = { address: string; cookie: string }

export type WritingSite = {
  web: Measured
  /** Address of everybody's writing page. */
  page: string
  /** One participant more, with an essay begun. */
  beginOne(): Promise<Begun>
  end(): Promise<void>
}

/** A web process of its own on the demo's database, with a cohort of its own. */
export async function startWritingSite({ databaseUrl, folder }: RunningDemo): Promise<WritingSite> {
  const port = String(await freePort())
  const origin = `http://localhost:${port}`
  const db = openDatabase(databaseUrl)
  const cohortId = (await seedCohort(db)).id
  await seedPrompt(db, SLUG, { scaffold: 'irac' })
  const web = await startMeasured(path.join(import.meta.dirname, 'page-server.ts'), ['--files'], {
    DATABASE_URL: databaseUrl,
    SESSION_SECRET: randomBytes(32).toString('hex'),
    ALQA_DATA_DIR: folder,
    MAIL: 'off',
    PORT: port,
    PUBLIC_URL: origin,
  })
  const sessions = sessionsOn(db, false)
  return {
    web,
    page: `${origin}/essays/${SLUG}/write`,
    async beginOne() {
      const { id } = await seedPerson(db, { cohortId })
      const cookie = (await sessions.open(id)).split(';')[0] ?? ''
      const headers = { 'Content-Type': 'application/x-www-form-urlencoded' }
      const body = 'language=ru&ready=on&ownWork=on'
      const begun = await ask(web.port, { path: `/essays/${SLUG}`, cookie, method: 'POST', body, headers })
      if (begun.status !== 302) throw new Error(`no essay was begun: ${begun.status}`)
      const attempt = db.selectFrom('attempt').where('person_id', '=', id).select('id')
      return { address: `/api/drafts/${(await attempt.executeTakeFirstOrThrow()).id}`, cookie }
    },
    async end() {
      await db.destroy()
      await endProcess(web.child)
    },
  }
}
