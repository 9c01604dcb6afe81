import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { chmod, chown, mkdir, open, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Place } from './place.ts'

/** The one role of the embedded server. */
export const ROLE = 'alqa'

/** What PostgreSQL is told about its surroundings: nothing of the caller's `PG…` variables or language. */
export function serverEnvironment(): NodeJS.ProcessEnv {
  return { PATH: process.env.PATH, LC_ALL: locale(), TZ: 'UTC' } as unknown as NodeJS.ProcessEnv
}

/** Reads the password of the cluster, or makes one before there is a cluster. */
export async function readPassword(place: Place): Promise<string> {
  const file = join(place.desk, 'password')
  const known = await readFile(file, 'utf8').catch(() => '')
  if (known) return known
  if (await clusterVersion(place))
    throw new Error(`${file} is missing: without it ${place.cluster} cannot be opened.`)
  const password = randomBytes(24).toString('hex')
  await writeDurably(file, password)
  await syncFolder(place.desk)
  return password
}

/**
 * Creates the cluster unless there is one. It is made under another name and renamed when complete, so that a cluster
 * which exists is always whole.
 */
export async function ensureCluster(place: Place, binaries: string, password: string, durable: boolean) {
  const version = await clusterVersion(place)
  if (version) return checkVersion(place, version, binaries)
  await removeDrafts(place)
  const draft = join(place.home, `cluster.new-${process.pid}`)
  const passwordFile = `${draft}.password`
  await mkdir(draft, { mode: 0o700 })
  await writeFile(passwordFile, password, { mode: 0o600 })
  if (place.account) {
    await chown(draft, place.account.uid, place.account.gid)
    await chown(passwordFile, place.account.uid, place.account.gid)
  }
  const encoding = ['-E', 'UTF8', `--locale=${locale()}`, '--locale-provider=icu', '--icu-locale=und']
  const access = ['-U', ROLE, '--auth=scram-sha-256', `--pwfile=${passwordFile}`]
  await initdb(place, binaries, ['-D', draft, ...encoding, ...access, ...(durable ? [] : ['--no-sync'])])
  await rename(draft, place.cluster)
  await syncFolder(place.home)
  await rm(passwordFile)
}

/** With the locale "C" pg_trgm sees no Cyrillic letters; macOS has no C.UTF-8. */
function locale(): string {
  return process.platform === 'darwin' ? 'en_US.UTF-8' : 'C.UTF-8'
}

/** Whether a cluster has been made. */
export async function hasCluster(place: Place): Promise<boolean> {
  return (await clusterVersion(place)) !== ''
}

async function clusterVersion(place: Place): Promise<string> {
  return (await readFile(join(place.cluster, 'PG_VERSION'), 'utf8').catch(() => '')).trim()
}

async function checkVersion(place: Place, version: string, binaries: string): Promise<void> {
  const offered = (await run(place, join(binaries, 'postgres'), ['--version'])).match(/\d+/)?.[0]
  if (offered !== version)
    throw new Error(`${place.cluster} was written by PostgreSQL ${version}; this release brings ${offered}.`)
}

async function removeDrafts(place: Place): Promise<void> {
  for (const name of await readdir(place.home))
    if (name.startsWith('cluster.new-')) await rm(join(place.home, name), { recursive: true, force: true })
}

async function initdb(place: Place, binaries: string, args: string[]): Promise<void> {
  try {
    await run(place, join(binaries, 'initdb'), args)
  } catch (error) {
    await removeDrafts(place)
    throw error
  }
}

/** Runs one program of PostgreSQL to its end and answers what it said. */
function run(place: Place, program: string, args: string[]): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { ...place.account, cwd: place.home, env: serverEnvironment() })
    let said = ''
    child.stdout.on('data', (chunk) => (said += chunk))
    child.stderr.on('data', (chunk) => (said += chunk))
    child.on('error', (error) => reject(new Error(`${program} cannot run: ${error.message}`)))
    child.on('close', (code) =>
      code === 0 ? resolve(said) : reject(new Error(`${program} failed:\n${said.trim()}`)),
    )
  })
}

async function writeDurably(file: string, text: string): Promise<void> {
  await writeFile(`${file}.new`, text, { mode: 0o600, flush: true })
  await chmod(`${file}.new`, 0o600)
  await rename(`${file}.new`, file)
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r')
  await folder.sync()
  await folder.close()
}
