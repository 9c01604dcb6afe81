import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type ParsedMail, simpleParser } from 'mailparser'
import { mailFolder } from '#app/platform/mailer.server.ts'
import type { TestApp } from './app.ts'

/** The mails in the folder that went to an address, the oldest first. */
export async function sentMails(app: TestApp, to: string): Promise<ParsedMail[]> {
  const rows = await app.services.db
    .selectFrom('mail')
    .where('recipient', '=', to)
    .where('file', 'is not', null)
    .orderBy('created_at')
    .select('file')
    .execute()
  const folder = mailFolder(app.services.env.ALQA_DATA_DIR)
  return Promise.all(
    rows.map(async ({ file }) => simpleParser(await readFile(path.join(folder, file ?? '')))),
  )
}
