import crypto from 'node:crypto'
import fs from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { areProxies } from './http/client-address.server.ts'

const text = z.string().trim().min(1)
const url = (protocols: string[]) =>
  text.refine((value) => protocols.some((protocol) => value.startsWith(`${protocol}://`)), {
    message: `must begin with ${protocols.map((protocol) => `${protocol}://`).join(' or ')}`,
  })

// Of 32 random hexadecimal digits all but one in a thousand million have more than seven different ones.
const isVaried = (secret: string): boolean =>
  new Set(secret).size >= 8 && !/^(.{1,16})\1+.{0,15}$/.test(secret)

const proxies = text.refine(
  areProxies,
  'must be addresses, networks like 10.0.0.0/8, loopback, linklocal or uniquelocal, with commas',
)

const Schema = z.object({
  NODE_ENV: z.enum(['production', 'development', 'test']).default('production'),
  PORT: z.coerce.number().int().min(0).max(65535).default(3000),
  HOST: text.default('127.0.0.1'),
  DATABASE_URL: url(['postgres', 'postgresql']).optional(),
  SESSION_SECRET: text
    .min(32, 'must have at least 32 characters')
    .refine(isVaried, 'repeats itself or has fewer than 8 different characters; try: openssl rand -hex 32')
    .optional(),
  PUBLIC_URL: url(['http', 'https']).optional(),
  SMTP_URL: url(['smtp', 'smtps']).optional(),
  STAFF_SECOND_FACTOR: z.enum(['required', 'optional']).default('optional'),
  MAIL: z.literal('off', 'can only be "off"').optional(),
  MAIL_FROM: text.default('Alqa <no-reply@alqa.invalid>'),
  LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
  /** What who reads /metrics has to send; without it only this machine may. */
  METRICS_TOKEN: text.min(16, 'must have at least 16 characters').optional(),
  /** Whose X-Forwarded-For is believed. */
  TRUSTED_PROXIES: proxies.default('loopback'),
  ALQA_DATA_DIR: text.default(path.resolve('.data')),
})

type Raw = z.infer<typeof Schema>
export type Env = Readonly<
  Omit<Raw, 'PUBLIC_URL' | 'SESSION_SECRET' | 'MAIL'> & {
    PUBLIC_URL: string
    SESSION_SECRET: string
    /** True where no DATABASE_URL is given: embedded database, demo course, mails into a folder. */
    demo: boolean
    /** Where mails go: to SMTP_URL, into a folder (demo and tests), or nowhere (MAIL=off). */
    mail: 'smtp' | 'folder' | 'off'
    secureCookies: boolean
  }
>

/** The secret of the demo lives beside its database, so that sessions and receipts outlive a restart. */
function secretOfDataDir(dataDir: string): string {
  const file = path.join(dataDir, 'session-secret')
  try {
    return fs.readFileSync(file, 'utf8').trim()
  } catch {
    fs.mkdirSync(dataDir, { recursive: true })
    const secret = crypto.randomBytes(32).toString('hex')
    fs.writeFileSync(file, secret, { mode: 0o600 })
    return secret
  }
}

/**
 * Reads and checks the environment, once, at start. Throws one Error whose message names every variable that is
 * wrong and how. `source` is process.env, or a test's own object.
 */
export function readEnv(source: Record<string, string | undefined>): Env {
  const filled = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''))
  const parsed = Schema.safeParse(filled)
  if (!parsed.success) {
    const lines = parsed.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`)
    throw new Error(`The environment is not right:\n${lines.join('\n')}`)
  }
  const raw = parsed.data
  const demo = !raw.DATABASE_URL
  const missing = []
  if (!demo && !raw.SESSION_SECRET)
    missing.push('SESSION_SECRET: is needed with DATABASE_URL (32 characters or more)')
  if (!demo && !raw.SMTP_URL && !raw.MAIL && raw.NODE_ENV !== 'test')
    missing.push('SMTP_URL: is needed with DATABASE_URL; MAIL=off says that no mail is to be sent')
  if (raw.SMTP_URL && raw.MAIL) missing.push('MAIL: contradicts SMTP_URL; set one of them')
  if (missing.length > 0) throw new Error(`The environment is not right:\n  ${missing.join('\n  ')}`)
  const PUBLIC_URL = (raw.PUBLIC_URL ?? `http://localhost:${raw.PORT}`).replace(/\/$/, '')
  const { MAIL, ...rest } = raw
  return Object.freeze({
    ...rest,
    PUBLIC_URL,
    SESSION_SECRET: raw.SESSION_SECRET ?? secretOfDataDir(raw.ALQA_DATA_DIR),
    demo,
    mail: MAIL ?? (raw.SMTP_URL ? 'smtp' : 'folder'),
    secureCookies: PUBLIC_URL.startsWith('https://'),
  })
}
