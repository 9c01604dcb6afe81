import { execFile } from 'node:child_process'
import { copyFile, readdir } from 'node:fs/promises'
import path from 'node:path'
import { promisify } from 'node:util'
import { request } from '@playwright/test'
import pg from 'pg'
import { findPlace } from '#db/embedded/place.ts'
import { SEED_PASSWORD } from '#db/seeds/people.ts'
import { type RunningDemo, startDemo } from './running-demo.ts'

/** Who is signed in already in every copy of the demo. */
const SIGNED_IN = ['participant', 'instructor', 'instructor2', 'lead', 'admin', 'observer']

/** Where a demo's folder keeps the session of a person's browser, for Playwright's `storageState`. */
export const sessionFile = (folder: string, email: string): string => path.join(folder, `${email}.state.json`)

/** Makes a demo to copy from: everything is compiled and sent, nobody is at work, and its people are signed in. */
export async function makeDemoTemplate(): Promise<Pick<RunningDemo, 'folder' | 'end'>> {
  const demo = await startDemo()
  try {
    for (const name of SIGNED_IN) await signInOnce(demo, `${name}@demo.test`)
    await untilIdle(demo.databaseUrl)
    await demo.stop()
    return { folder: demo.folder, end: demo.end }
  } catch (error) {
    await demo.end()
    throw error
  }
}

async function signInOnce({ origin, folder }: RunningDemo, email: string): Promise<void> {
  const browser = await request.newContext({ baseURL: origin })
  const form = { email, password: SEED_PASSWORD }
  for (const [address, fields] of [
    ['/sign-in', form],
    ['/language/en', { back: '/' }],
  ] as const) {
    const answer = await browser.post(address, { form: fields, maxRedirects: 0 })
    if (answer.status() >= 400) throw new Error(`${email}: ${address} answered ${answer.status()}`)
  }
  await browser.storageState({ path: sessionFile(folder, email) })
  await browser.dispose()
}

/** Resolves when no job is due. */
async function untilIdle(databaseUrl: string): Promise<void> {
  const client = new pg.Client(databaseUrl)
  await client.connect()
  try {
    for (const limit = Date.now() + 60_000; ; await new Promise((next) => setTimeout(next, 50))) {
      const { rows } = await client.query(
        'select count(*)::int as due from graphile_worker.jobs where run_at <= now() and attempts < max_attempts',
      )
      if (rows[0].due === 0) return
      if (Date.now() > limit) throw new Error(`${rows[0].due} jobs of the demo are still due after 60 s`)
    }
  } finally {
    await client.end()
  }
}

/** Fills an empty folder with a demo that is not running. */
export async function copyDemo(from: string, to: string): Promise<void> {
  const [source, target] = [await findPlace(from), await findPlace(to)]
  // The cluster belongs to another account where Node runs as root.
  await promisify(execFile)('cp', ['-a', source.cluster, target.cluster])
  await copyFile(path.join(source.desk, 'password'), path.join(target.desk, 'password'))
  for (const name of await readdir(from))
    if (name !== path.basename(source.desk)) await copyFile(path.join(from, name), path.join(to, name))
}
