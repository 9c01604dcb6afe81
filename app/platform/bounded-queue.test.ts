import { expect, test } from 'vitest'
import { boundedQueue } from './bounded-queue.ts'

test('bounded queue: so much runs at once, so much waits, the rest is refused at once', async () => {
  const enqueue = boundedQueue({ atOnce: 2, waiting: 3 })
  const finish: (() => void)[] = []
  let [running, most] = [0, 0]
  const work = async () => {
    running += 1
    most = Math.max(most, running)
    await new Promise<void>((done) => finish.push(done))
    running -= 1
  }
  const results = Array.from({ length: 9 }, () => enqueue(work))
  const refused = await Promise.all(results.slice(5))
  expect(refused).toEqual(Array(4).fill({ ok: false, reason: 'busy' }))
  while (finish.length > 0 || running > 0) {
    finish.shift()?.()
    await new Promise((turn) => setImmediate(turn))
  }
  expect((await Promise.all(results)).filter(({ ok }) => ok)).toHaveLength(5)
  expect(most).toBe(2)
  expect(await enqueue(async () => 'free again')).toEqual({ ok: true, value: 'free again' })
})

test('bounded queue: work that fails rejects and gives its place to the next', async () => {
  const enqueue = boundedQueue({ atOnce: 1, waiting: 1 })
  const failed = enqueue(() => Promise.reject(new Error('broken')))
  const next = enqueue(async () => 1)
  await expect(failed).rejects.toThrow('broken')
  expect(await next).toEqual({ ok: true, value: 1 })
})
