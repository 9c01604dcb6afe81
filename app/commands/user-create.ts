import { text } from 'node:stream/consumers'
import { parseArgs } from 'node:util'
import { roles } from '#app/access/actor.ts'
import { enrol } from '#app/features/cohorts/steps/enrol.server.ts'
import { InviteForm } from '#app/features/identity/forms.server.ts'
import { hashPassword } from '#app/features/identity/password.server.ts'
import { passwordFault } from '#app/features/identity/password-rules.ts'
import { activeAccount } from '#app/features/identity/queries/accounts.server.ts'
import { addPerson, issueLink, setPassword } from '#app/features/identity/steps/accounts.server.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { openServices } from '#app/platform/backing-services.server.ts'
import { inTransaction } from '#app/platform/ctx.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { commandCtx } from './course.ts'
import { prepareDatabase } from './prepare-database.ts'

// Adds a person and prints an invitation link, or sets the password that comes by standard input; with --new-link prints a
// link for a person who is here already.
const USAGE = `npm run user:create -- --role ${roles.join('|')} --email name@example.kz
  [--name "Name Surname"] [--locale kk|ru|en] [--cohort name] [--password-stdin]
npm run user:create -- --new-link --email name@example.kz`

function fail(sentence: string): never {
  console.error(sentence)
  process.exit(1)
}

function readOptions() {
  try {
    return parseArgs({
      options: {
        role: { type: 'string' },
        email: { type: 'string' },
        name: { type: 'string' },
        locale: { type: 'string', default: 'ru' },
        cohort: { type: 'string' },
        'password-stdin': { type: 'boolean', default: false },
        'new-link': { type: 'boolean', default: false },
      },
    }).values
  } catch (error) {
    return fail(`${(error as Error).message}\n${USAGE}`)
  }
}

const options = readOptions()
const parsed = InviteForm.safeParse({
  ...options,
  ...(options['new-link'] ? { role: 'participant' } : {}),
  name: options.name ?? options.email?.split('@')[0],
})
if (!parsed.success) {
  const wrong = [...new Set(parsed.error.issues.map(({ path }) => `--${String(path[0])}`))]
  fail(`Missing or wrong: ${wrong.join(', ')}\n${USAGE}`)
}
const person = parsed.data
const password = options['password-stdin'] ? (await text(process.stdin)).replace(/\r?\n$/, '') : null
if (password !== null && passwordFault(password, person))
  fail('The password needs 10 to 400 characters and must not be the e-mail address or the name.')

const env = (() => {
  try {
    return readEnv(process.env)
  } catch (error) {
    return fail((error as Error).message)
  }
})()
const database = await prepareDatabase(env).catch((error: Error) => fail(error.message))
const services = openServices(env, { url: database.url, work: 'import' })
try {
  console.log(await inTransaction(commandCtx(services), options['new-link'] ? linkAgain : create))
} catch (error) {
  console.error((error as Error).message)
  process.exitCode = 1
} finally {
  await services.close()
  await database.stop()
}

async function create(tx: Parameters<typeof addPerson>[0]): Promise<string> {
  const { cohort: cohortName } = options
  const cohort = cohortName
    ? await tx.db.selectFrom('cohort').where('name', '=', cohortName).select('id').executeTakeFirst()
    : null
  if (cohort === undefined) throw new Error(`There is no cohort named ${cohortName}.`)
  const id = await addPerson(tx, person)
  if (!id) throw new Error(`${person.email} is here already; nothing was changed.`)
  if (cohort) await enrol(tx, cohort.id, id)
  if (password !== null) {
    const hashed = await hashPassword(password)
    if (!hashed.ok) throw new Error('Too many passwords are being hashed; try again.')
    await setPassword(tx, id, hashed.value)
    return `${person.email} (${person.role}) may sign in at ${env.PUBLIC_URL}/sign-in`
  }
  const link = await issueLink(tx, id, 'invitation')
  return `${person.email} (${person.role}) chooses a password here, once, within 14 days:\n${env.PUBLIC_URL}${link.path}`
}

async function linkAgain(tx: Parameters<typeof addPerson>[0]): Promise<string> {
  const known = await activeAccount(tx, person.email)
  if (!known) throw new Error(`${person.email} is not here, or deactivated; nothing was changed.`)
  const link = await issueLink(tx, known.id, known.hasPassword ? 'reset' : 'invitation')
  await recordAudit(tx, { type: 'link.printed', subjectId: known.id })
  const life = known.hasPassword ? 'one hour' : '14 days'
  return `${person.email} chooses a password here, once, within ${life}:\n${env.PUBLIC_URL}${link.path}`
}
