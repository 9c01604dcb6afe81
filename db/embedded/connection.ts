import { realpath } from 'node:fs/promises'
import pg from 'pg'
import { ROLE } from './cluster.ts'
import type { Place } from './place.ts'
import { LOOPBACK } from './port.ts'

/** The database every start makes sure of. */
const DATABASE = 'alqa'

/** The address of one database of the embedded server. */
export function databaseUrl(port: number, password: string, database = DATABASE): string {
  return `postgres://${ROLE}:${password}@${LOOPBACK}:${port}/${database}?sslmode=disable`
}

/** `ours`: serves our cluster. `silent`: nobody answers. `busy`: starting up, recovering or shutting down. */
export type Answer = 'ours' | 'foreign' | 'busy' | 'silent'

/** Asks whoever listens on the port whether it serves our cluster. */
export async function askServer(place: Place, port: number, password: string): Promise<Answer> {
  if (!port) return 'silent'
  try {
    const directory = await query(databaseUrl(port, password, 'postgres'), 'show data_directory')
    const served = await realpath(directory).catch(() => undefined)
    // A folder that was moved while its server kept running is no longer where the server says.
    return served === undefined || served === (await realpath(place.cluster)) ? 'ours' : 'foreign'
  } catch (error) {
    const { code } = error as { code?: string }
    if (code === '57P03' || code === '57P01' || code === '53300') return 'busy'
    if (code?.startsWith('28')) return 'foreign'
    return 'silent'
  }
}

/** Creates the database if it is missing, and checks that its trigrams know Kazakh letters. */
export async function ensureDatabase(port: number, password: string): Promise<void> {
  const server = databaseUrl(port, password, 'postgres')
  const found = await query(server, `select count(*) from pg_database where datname = '${DATABASE}'`)
  if (found === '0') await query(server, `create database ${DATABASE}`)
  const url = databaseUrl(port, password)
  await query(url, 'create extension if not exists pg_trgm')
  const alike = await query(url, `select similarity('қазақстан', 'қазақстанның')`)
  if (!(Number(alike) > 0))
    throw new Error('This PostgreSQL finds no likeness between Kazakh words: its locale must be a UTF-8 one.')
}

/** The first value of the last row, as text. */
async function query(url: string, sql: string): Promise<string> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5_000 })
  // A server that goes away while we talk to it must not end this process.
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query({ text: sql, rowMode: 'array' })
    return String(rows.at(-1)?.[0] ?? '')
  } finally {
    await client.end().catch(() => {})
  }
}
