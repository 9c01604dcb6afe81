import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { findPlace } from '#db/embedded/place.ts'
import { findPostmaster } from '#db/embedded/postmaster.ts'

/** Processes that were started with this folder in their surroundings, by their numbers. */
async function processesIn(folder: string): Promise<number[]> {
  const numbers = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    numbers.map(async (number) => {
      const [words, command] = await Promise.all([
        readFile(`/proc/${number}/environ`, 'utf8').catch(() => ''),
        // A zombie has none.
        readFile(`/proc/${number}/cmdline`, 'utf8').catch(() => ''),
      ])
      return command && words.includes(folder) ? [Number(number)] : []
    }),
  )
  return found.flat()
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
  try {
    // It says so when everything runs.
    await once(run.stdout, 'data')
    const [data = ''] = (await readdir(folder)).filter((name) => name.startsWith('alqa-chaos-'))
    const place = await findPlace(path.join(folder, data))
    expect(findPostmaster(place)).toBeDefined()
    expect((await processesIn(folder)).length).toBeGreaterThanOrEqual(3)
    run.kill('SIGKILL')
    await once(run, 'exit')
    await expect.poll(() => processesIn(folder), { timeout: 60_000, interval: 200 }).toEqual([])
    expect(findPostmaster(place)).toBe(undefined)
    expect(await readdir(folder)).toEqual([])
  } finally {
    run.kill('SIGKILL')
    for (const left of await processesIn(folder)) process.kill(left, 'SIGKILL')
    await rm(folder, { recursive: true, force: true })
  }
})
