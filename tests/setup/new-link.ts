import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { TestApp } from './app.ts'

/** Has the command print a new link for a person, as whoever runs the server does. */
export async function newLink({ services }: TestApp, email: string): Promise<void> {
  const { DATABASE_URL = '', SESSION_SECRET, ALQA_DATA_DIR } = services.env
  const env = { ...process.env, DATABASE_URL, SESSION_SECRET, ALQA_DATA_DIR, MAIL: 'off' }
  const args = ['app/commands/user-create.ts', '--new-link', '--email', email]
  await promisify(execFile)(process.execPath, args, { env })
}
