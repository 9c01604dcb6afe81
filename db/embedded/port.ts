import { readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'

/** The only address the embedded server listens on. */
export const LOOPBACK = '127.0.0.1'

/** The port of the last start if it is still free, else a new free one; remembered for the next start. */
export async function choosePort(desk: string): Promise<number> {
  const file = join(desk, 'port')
  const last = Number(await readFile(file, 'utf8').catch(() => 0))
  const port = (last && (await listenOnce(last))) || (await listenOnce(0))
  if (!port) throw new Error(`No free port on ${LOOPBACK}.`)
  if (port !== last) await writeFile(file, String(port))
  return port
}

function listenOnce(port: number): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer()
    probe.once('error', () => resolve(0))
    probe.listen(port, LOOPBACK, () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })
}
