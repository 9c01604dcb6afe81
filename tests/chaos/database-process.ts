import { rm } from 'node:fs/promises'
import { removeEmbedded, startEmbedded } from '#db/embedded/embedded.ts'

// Keeps the database of a chaos run in a process of its own, so that it goes with its runner, however that one ends.
const [, , folder = ''] = process.argv
const database = await startEmbedded({ dataDir: folder, log: () => {} })

async function end(): Promise<void> {
  await database.stop()
  await removeEmbedded(folder)
  await rm(folder, { recursive: true, force: true })
  process.exit(0)
}

for (const signal of ['SIGTERM', 'SIGINT'] as const) process.once(signal, () => void end())
// Nothing else keeps it running: the leash lets go of the channel.
setInterval(() => {}, 2 ** 30)
process.send?.({ url: database.url })
