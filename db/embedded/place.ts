import { randomBytes } from 'node:crypto'
import { access, chmod, constants, mkdir, readFile, realpath, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Account, canReach, serverAccount } from './account.ts'

/** Where everything of one embedded database lives. */
export type Place = {
  /** Lock, holders, port, password and log; belongs to the user who runs Node. */
  desk: string
  /** Parent of the cluster; the desk itself, or a folder below `/var/lib`. */
  home: string
  cluster: string
  log: string
  account: Account
}

/**
 * World-traversable parents for what root's PostgreSQL cannot reach in place, best first: with a checkout below
 * `/root` the account "nobody" can neither run the binaries of `node_modules` nor open `.data`.
 */
const ELSEWHERE = ['/var/lib', '/var/tmp']

/** Finds, or makes, the folders of the database that belongs to this data directory. */
export async function findPlace(dataDir: string): Promise<Place> {
  const desk = join(await ownFolder(dataDir), 'postgres')
  await ownFolder(desk)
  await refuseForeign(desk)
  const moved = await readFile(join(desk, 'cluster-path'), 'utf8').catch(() => '')
  if (moved) return placeAt(desk, moved.trim())
  const here = await placeAt(desk, desk)
  if (await canReach(desk, here.account)) return here
  return placeAt(desk, await makeHomeElsewhere(desk))
}

/** Makes `<parent>/<name>` below the first world-traversable parent that can be written. */
export async function makeElsewhere(name: string): Promise<string> {
  let refusal: unknown
  for (const parent of ELSEWHERE) {
    const path = join(parent, name)
    try {
      await mkdir(path, { recursive: true })
      await chmod(path, 0o755)
      return path
    } catch (error) {
      refusal = error
    }
  }
  throw new Error(`No folder for PostgreSQL below ${ELSEWHERE.join(' or ')}: ${refusal}`)
}

async function placeAt(desk: string, home: string): Promise<Place> {
  const cluster = join(home, 'cluster')
  return { desk, home, cluster, log: join(desk, 'postgres.log'), account: await serverAccount(cluster) }
}

/** The name is random, so that deleting `.data` really means a new database and never opens a former one. */
async function makeHomeElsewhere(desk: string): Promise<string> {
  const home = await makeElsewhere(`alqa-${randomBytes(4).toString('hex')}`)
  await writeFile(
    join(home, 'README'),
    `The database of ${desk}, which the account that runs PostgreSQL cannot reach.\nWhen that folder is gone, this one can be deleted.\n`,
  )
  await writeFile(join(desk, 'cluster-path'), `${home}\n`)
  return home
}

async function ownFolder(path: string): Promise<string> {
  const made = await mkdir(path, { recursive: true })
  if (made) await chmod(path, 0o755)
  return realpath(path)
}

async function refuseForeign(desk: string): Promise<void> {
  const cluster = await stat(join(desk, 'cluster')).catch(() => undefined)
  const foreign = process.getuid?.() !== 0 && cluster && cluster.uid !== process.getuid?.()
  const writable = await access(desk, constants.W_OK).then(
    () => true,
    () => false,
  )
  if (writable && !foreign) return
  const owner = cluster?.uid ?? (await stat(desk)).uid
  throw new Error(
    `${desk} belongs to another user (number ${owner}): start as that user, or set ALQA_DATA_DIR to a folder of your own.`,
  )
}
