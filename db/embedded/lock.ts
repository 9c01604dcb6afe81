import { readdirSync, rmSync } from 'node:fs'
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { isLiving, markOf } from './process-mark.ts'

let notes = 0

/** Runs `work` while no other process starts or stops the same database. A dead owner's lock is taken over. */
export async function withLock<T>(desk: string, work: () => Promise<T>): Promise<T> {
  const file = join(desk, 'lock')
  const end = Date.now() + 120_000
  while (!(await take(desk, file))) {
    const owner = await readFile(file, 'utf8').catch(() => '')
    if (owner && !isLiving(owner)) await rm(file, { force: true })
    else if (Date.now() > end)
      throw new Error(`${file} is held by process ${owner}; end it or delete the file.`)
    else await pause(50)
  }
  try {
    return await work()
  } finally {
    await rm(file, { force: true })
  }
}

/** Linked into place with its text in it: a lock without an owner could never be taken over. */
async function take(desk: string, file: string): Promise<boolean> {
  notes += 1
  const draft = join(desk, `lock-${process.pid}-${notes}`)
  await writeFile(draft, markOf(process.pid))
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

/** Notes that this process uses the server, so that the last user, and only the last, stops it. */
export async function holdServer(desk: string): Promise<string> {
  const folder = join(desk, 'holders')
  await mkdir(folder, { recursive: true })
  for (const name of holders(desk)) if (!isHeldBy(name)) rmSync(join(folder, name), { force: true })
  notes += 1
  const note = join(folder, `${markOf(process.pid)}.${notes}`)
  await writeFile(note, '')
  return note
}

/** Takes the note back; answers whether a living process still holds the server. Also works while Node is exiting. */
export function releaseServer(desk: string, note: string): boolean {
  rmSync(note, { force: true })
  return holders(desk).some(isHeldBy)
}

function holders(desk: string): string[] {
  try {
    return readdirSync(join(desk, 'holders'))
  } catch {
    return []
  }
}

function isHeldBy(name: string): boolean {
  return isLiving(name.split('.')[0] ?? '')
}
