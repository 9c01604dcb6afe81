import fs from 'node:fs/promises'
import path from 'node:path'
import nodemailer from 'nodemailer'
import { isUuid } from './uuid.ts'

export type OutgoingMail = { id: string; to: string; subject: string; text: string }

/** Sends a mail; returns the name of the file it was written to, or null where it went out by SMTP. Throws on refusal. */
export type Mailer = (mail: OutgoingMail) => Promise<string | null>

type MailerOptions = {
  mail: 'smtp' | 'folder' | 'off'
  smtpUrl: string | undefined
  from: string
  folder: string
}

/** The folder that takes the place of a mail server where no SMTP_URL is set. */
export const mailFolder = (dataDir: string): string => path.join(dataDir, 'mail')

/** A mailer for the environment: SMTP, readable .eml files in `folder`, or none where mail is off. */
export function openMailer(options: MailerOptions): Mailer | null {
  if (options.mail === 'off') return null
  if (options.mail === 'smtp') {
    const transport = nodemailer.createTransport(options.smtpUrl)
    return async ({ id, ...mail }) => {
      await transport.sendMail({ ...mail, from: options.from, messageId: `<${id}@alqa>` })
      return null
    }
  }
  const transport = nodemailer.createTransport({ streamTransport: true, buffer: true, newline: 'unix' })
  return async ({ id, ...mail }) => {
    const { message } = await transport.sendMail({
      ...mail,
      from: options.from,
      messageId: `<${id}@alqa>`,
      textEncoding: 'base64',
    })
    await fs.mkdir(options.folder, { recursive: true })
    const file = `${id}.eml`
    await fs.writeFile(path.join(options.folder, file), message as Buffer)
    return file
  }
}

/**
 * The text of a mail in the folder, by its id; null where there is none. The file's name is made of an id that is
 * one, so no address leads out of the folder.
 */
export async function readMailText(folder: string, id: string): Promise<string | null> {
  if (!isUuid(id)) return null
  const source = await fs.readFile(path.join(folder, `${id}.eml`), 'utf8').catch(() => null)
  const body = source
    ?.split(/\r?\n\r?\n/)
    .slice(1)
    .join('')
  return body ? Buffer.from(body, 'base64').toString('utf8') : null
}

/** Deletes the file of a mail in the folder; one that is gone already is no fault. Leads out of the folder nowhere. */
export async function eraseMailFile(folder: string, file: string): Promise<void> {
  if (isUuid(path.basename(file, '.eml')))
    await fs.rm(path.join(folder, path.basename(file)), { force: true })
}
