import { readEnv } from '#app/platform/env.server.ts'
import { prepareDatabase } from './prepare-database.ts'

// Brings the database (DATABASE_URL, or the embedded one) to the newest schema.
const database = await prepareDatabase(readEnv(process.env))
console.log('The database has the newest schema.')
await database.stop()
