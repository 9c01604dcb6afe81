import { stat } from 'node:fs/promises'
import { dirname } from 'node:path'

/** The user PostgreSQL runs as; `undefined` means: the same as this process. */
export type Account = { uid: number; gid: number } | undefined

/** PostgreSQL refuses to run as root. This pair is "nobody" wherever it has a name. */
const NOBODY = { uid: 65534, gid: 65534 }

/** Decides who runs PostgreSQL: root hands over to the owner of an existing cluster, or to nobody. */
export async function serverAccount(cluster: string): Promise<Account> {
  if (process.getuid?.() !== 0) return undefined
  const owner = await stat(cluster).catch(() => undefined)
  return owner && owner.uid !== 0 ? { uid: owner.uid, gid: owner.gid } : NOBODY
}

/** Whether the account may walk from the root of the file system down into this folder. */
export async function canReach(folder: string, account: Account): Promise<boolean> {
  if (!account) return true
  for (let path = folder; ; path = dirname(path)) {
    const { mode, uid, gid } = await stat(path)
    const execute = uid === account.uid ? 0o100 : gid === account.gid ? 0o010 : 0o001
    if (!(mode & execute)) return false
    if (path === dirname(path)) return true
  }
}
