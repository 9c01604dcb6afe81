import { expect, test } from 'vitest'
import { readEnv } from './env.server.ts'

const SECRET = '5f1c0a9e7b3d8264f0e1d2c3b4a59687'
const production = {
  DATABASE_URL: 'postgres://alqa@localhost/alqa',
  SESSION_SECRET: SECRET,
  SMTP_URL: 'smtp://localhost',
}
const faultOf = (env: Record<string, string>) => {
  try {
    readEnv(env)
    return null
  } catch (error) {
    return (error as Error).message
  }
}

test.each([
  'a'.repeat(40),
  // Few different characters in no pattern.
  'abcabdacbdabdcbadcabcdbadbcabdacdbca',
  'abcdefg'.repeat(6),
  'secret-secret-secret-secret-secret',
  '0123456789abcdef'.repeat(3),
  'short',
])('environment: the weak SESSION_SECRET %s is refused', (SESSION_SECRET) => {
  expect(faultOf({ ...production, SESSION_SECRET })).toContain('SESSION_SECRET')
  expect(faultOf({ ...production, SESSION_SECRET })).not.toContain('SMTP')
})

test('environment: with DATABASE_URL mail is by SMTP_URL or switched off in words', () => {
  const { SMTP_URL: _smtp, ...without } = production
  expect(faultOf(without)).toMatch(/SMTP_URL: is needed .+ MAIL=off/)
  expect(faultOf({ ...production, MAIL: 'off' })).toContain('MAIL: contradicts SMTP_URL')
  expect(faultOf({ ...without, MAIL: 'no' })).toContain('MAIL: can only be "off"')
  expect(readEnv(production).mail).toBe('smtp')
  expect(readEnv({ ...without, MAIL: 'off' }).mail).toBe('off')
  expect(readEnv({ SESSION_SECRET: SECRET }).mail).toBe('folder')
})
