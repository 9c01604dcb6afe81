import { readEnv } from '#app/platform/env.server.ts'
import { startEmbedded } from '#db/embedded/embedded.ts'
import { rollbackOne } from '#db/migrate.ts'

// Takes the newest migration back, with the data in what it made.
const env = readEnv(process.env)
const database = env.DATABASE_URL
  ? { url: env.DATABASE_URL, stop: async () => {} }
  : await startEmbedded({ dataDir: env.ALQA_DATA_DIR, log: console.log })
const name = await rollbackOne(database.url)
console.log(name ? `Taken back: ${name}` : 'There is nothing to take back.')
await database.stop()
