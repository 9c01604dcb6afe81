import { expect, test } from 'vitest'
import { runChaos } from './run.ts'

// `npm run chaos` is the long one. Each of these starts a database and a web process of its own, which takes a while.
const say = () => {}

test('writers lose nothing while processes are killed, the line is cut and answers are lost', {
  timeout: 180_000,
}, async () => {
  const { faults, ...result } = await runChaos({ writers: 24, seconds: 22, plant: false, say })
  expect(result).toMatchObject({ lost: 0, endedByItself: 0 })
  expect(result.acknowledged).toBeGreaterThan(40)
  for (const kind of ['webKilled', 'databaseKilled', 'lineCut', 'answersLost', 'duplicated', 'reordered'])
    expect(faults[kind], kind).toBeGreaterThan(0)
})

test('a server that acknowledges before it stores is found out', { timeout: 180_000 }, async () => {
  const { lost } = await runChaos({ writers: 12, seconds: 10, plant: true, say })
  expect(lost).toBeGreaterThan(0)
})
