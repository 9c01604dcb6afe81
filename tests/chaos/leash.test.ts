import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { removeEmbedded } from '#db/embedded/embedded.ts'
import { findPlace } from '#db/embedded/place.ts'
import { findPostmaster } from '#db/embedded/postmaster.ts'
import { isLiving, markOf } from '#db/embedded/process-mark.ts'

/** The children of a process, by their marks. */
async function childrenOf(pid: number): Promise<string[]> {
  const numbers = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8')
  return numbers
    .trim()
    .split(' ')
    .map((number) => markOf(Number(number)))
}

test('chaos: a run that was killed leaves no server and no database behind', {
  skip: process.platform !== 'linux',
  timeout: 180_000,
}, async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'alqa-leash-'))
  // Root's PostgreSQL runs as another user, who must reach the folder.
  await chmod(folder, 0o755)
  const run = spawn(process.execPath, ['tests/chaos/chaos.ts', '--writers', '2', '--seconds', '100'], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, TMPDIR: folder },
  })
  let children: string[] = []
  try {
    // It says so when everything runs.
    for (let said = ''; !said.includes('write for'); ) said += String(await once(run.stdout, 'data'))
    const [data = ''] = (await readdir(folder)).filter((name) => name.startsWith('alqa-chaos-'))
    const place = await findPlace(path.join(folder, data))
    expect(findPostmaster(place)).toBeDefined()
    children = await childrenOf(run.pid ?? 0)
    expect(children).toHaveLength(2)
    run.kill('SIGKILL')
    await once(run, 'exit')
    await expect.poll(() => children.filter(isLiving), { timeout: 60_000, interval: 200 }).toEqual([])
    expect(findPostmaster(place)).toBe(undefined)
    expect(await readdir(folder)).toEqual([])
  } finally {
    run.kill('SIGKILL')
    for (const left of children.filter(isLiving)) process.kill(Number.parseInt(left, 10), 'SIGKILL')
    const [data = ''] = await readdir(folder)
    if (data) await removeEmbedded(path.join(folder, data))
    await rm(folder, { recursive: true, force: true })
  }
})
