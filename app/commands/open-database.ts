import type { Env } from '#app/platform/env.server.ts'
import { startEmbedded } from '#db/embedded/embedded.ts'

/** The database of DATABASE_URL, or the embedded one where none is set, as it is: nothing is migrated. */
export const openConfiguredDatabase = async (env: Env): Promise<{ url: string; stop(): Promise<void> }> =>
  env.DATABASE_URL
    ? { url: env.DATABASE_URL, stop: async () => {} }
    : startEmbedded({ dataDir: env.ALQA_DATA_DIR, log: (line) => console.log(`  ${line}`) })
