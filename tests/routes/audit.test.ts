import { sql } from 'kysely'
import { Secret, TOTP } from 'otpauth'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { commandCtx, importCourse } from '#app/commands/course.ts'
import { type AuditType, auditTypes } from '#app/platform/audit.server.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedLesson } from '#db/seeds/course.ts'
import { SEED_PASSWORD, seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { Authenticator } from '#tests/setup/authenticator.ts'
import { applyLists, uploadList } from '#tests/setup/lists.ts'
import { sentMails } from '#tests/setup/mails.ts'
import { setPolicy, work } from '#tests/setup/marking.ts'
import { newLink } from '#tests/setup/new-link.ts'
import { warnOfErasure } from '#tests/setup/retention.ts'
import { sampleCourse, writeCourse } from '#tests/setup/sample-course.ts'
import { after, beginWriting, LAST_CALL, now } from '#tests/setup/writers.ts'

let app: TestApp
let cohortId: string
let admin: string
let marker: string
let lead: string
let writer: Awaited<ReturnType<typeof beginWriting>>
let invited: { id: string; email: string }
let script: string
let staff: { id: string; email: string }
let recoveryCode: string
const key = new Authenticator('https://alqa.test')
beforeAll(async () => {
  app = await openTestApp({ PUBLIC_URL: 'https://alqa.test' })
  app.setNow(now)
  const { db } = app.services
  cohortId = (await seedCohort(db, { start_date: '2026-11-20', now })).id
  await seedPrompt(db, 'case')
  const id = async (role: 'admin' | 'instructor' | 'lead') => (await seedPerson(db, { role, cohortId })).id
  admin = await id('admin')
  marker = await id('instructor')
  lead = await id('lead')
  staff = await seedPerson(db, { role: 'observer' })
})
afterAll(() => app.close())

const COHORT = {
  startDate: '2027-01-11',
  zone: 'Asia/Almaty',
  days: '14',
  opens: '08:00',
  graceSeconds: '120',
}

const people = (form: Record<string, string>) => app.post('/admin/people', form, { as: admin })
const ofInvited = (intent: string, more = {}) => people({ intent, personId: invited.id, ...more })
const attemptPage = (intent: string, form: Record<string, string>) => {
  const given = { intent, reason: 'The line was down', ...form }
  return app.post(`/admin/essays/${writer.attemptId}`, given, { as: admin })
}
const grade = (form: Record<string, string>) => app.post(`/grade/${script}`, form, { as: marker })
const account = (form: Record<string, string>) => app.post('/account', form, { as: invited.id })
const extend = () => {
  const rest = { person: writer.id, minutes: '20', due: '', reason: 'Illness' }
  return app.post(
    '/admin/essays',
    { cohort: cohortId, prompt: 'case', who: 'chosen', ...rest },
    { as: admin },
  )
}
const member = (intent: string, form: Record<string, string>) =>
  app.post(`/admin/cohorts/${cohortId}`, { intent, ...form }, { as: admin })

const FACTORS = '/account/second-factor'
const factors = (form: Record<string, string>, as = staff.id) => app.post(FACTORS, form, { as })

/** The sample course, by the function of the command. */
async function importSample(): Promise<void> {
  await using course = await writeCourse(sampleCourse())
  expect(await importCourse(commandCtx(app.services), course.folder)).toMatchObject({ ok: true })
}

const lesson = (form: Record<string, string>) =>
  app.post('/admin/lessons/way', { locale: 'ru', ...form }, { as: admin })

async function publishNewest(): Promise<void> {
  await app.drain()
  const { id } = await app.services.db
    .selectFrom('lesson_version')
    .where('created_by', '=', admin)
    .select('id')
    .executeTakeFirstOrThrow()
  await lesson({ intent: 'publish', versionId: id })
}

/** For each kind of audit row the action of a page, a job or a command that writes it, in an order that works. */
const actions: Record<AuditType, () => Promise<unknown>> = {
  // The same import brings both.
  'lessons.imported': importSample,
  'prompts.imported': async () => {},
  'questions.imported': async () => {},
  'lesson-version.added': async () => {
    await seedLesson(app.services.db, { slug: 'way', texts: { ru: { title: 'Старый' } } })
    const source = '---\ntitle: Новый\nsummary: Одно предложение.\n---\n\n## Начало\n\nСлова урока.\n'
    await lesson({ intent: 'save', source })
  },
  'lesson-version.published': publishNewest,
  'job.retried': async () => {
    await sql`select graphile_worker.add_job('lesson.compile', '{"versionId":"x"}', max_attempts => 3)`.execute(
      app.services.db,
    )
    await app.drain()
    const html = await (await app.get('/admin/jobs', { as: admin })).text()
    await app.post(
      '/admin/jobs',
      { jobId: /name="jobId" value="(\d+)"/.exec(html)?.[1] ?? '' },
      { as: admin },
    )
  },

  'cohort.created': () => app.post('/admin/cohorts', { ...COHORT, name: 'New' }, { as: admin }),
  'cohort.changed': async () => {
    const { db } = app.services
    const { id } = await db
      .selectFrom('cohort')
      .where('name', '=', 'New')
      .select('id')
      .executeTakeFirstOrThrow()
    await app.post(`/admin/cohorts/${id}`, { ...COHORT, name: 'Renamed' }, { as: admin })
  },
  'retention.warned': () => warnOfErasure(app, { cohortId, admin, now }),
  'marking-policy.set': () => setPolicy(app, cohortId, admin, { turnaround: '48' }),
  'list.uploaded': async () => {
    await uploadList(app, admin, { bytes: 'name;e-mail\nЖаңа Тыңдаушы;listed@sot.kz', cohortId })
    await app.drain()
  },
  'list.applied': () => applyLists(app, admin),
  'person.added': async () => {
    const email = 'invited@sot.kz'
    const form = { name: 'Жаңа адам', email, role: 'participant', locale: 'ru' }
    await people({ intent: 'invite', ...form })
    const { db } = app.services
    invited = await db
      .selectFrom('person')
      .where('email', '=', email)
      .select(['id', 'email'])
      .executeTakeFirstOrThrow()
  },
  'person.invited': () => ofInvited('again'),
  'password.chosen': async () => {
    await app.drain()
    const mail = (await sentMails(app, invited.email)).at(-1)
    const link = /\/invite\/[\w-]{43}/.exec(mail?.text ?? '')?.[0] ?? ''
    await app.post(link, { newPassword: 'соттылық ережелері' })
  },
  'person.enrolled': () => member('add', { email: invited.email }),
  'person.changed': () => account({ intent: 'profile', name: 'Басқа есім', locale: 'ru' }),
  'sessions.ended': async () => {
    await app.services.sessions.open(invited.id)
    await account({ intent: 'end-others' })
  },
  'calendar-key.renewed': () => account({ intent: 'renew-calendar' }),
  'password.changed': () =>
    account({ intent: 'password', password: 'соттылық ережелері', newPassword: 'жаңа соттылық ережесі' }),
  'link.printed': () => newLink(app, invited.email),
  'role.changed': () => ofInvited('role', { role: 'instructor' }),
  'totp.added': async () => {
    await factors({ intent: 'begin-totp', password: SEED_PASSWORD })
    const page = await (await app.get(FACTORS, { as: staff.id })).text()
    const secret = /<code>([A-Z2-7 ]+)<\/code>/.exec(page)?.[1]?.replaceAll(' ', '') ?? ''
    const totp = new TOTP({ secret: Secret.fromBase32(secret) })
    const shown = await factors({ intent: 'confirm-totp', code: totp.generate({ timestamp: now.getTime() }) })
    recoveryCode = /<code>([\w-]{14})<\/code>/.exec(await shown.text())?.[1] ?? ''
  },
  // Setting up the first factor makes them.
  'recovery-codes.made': async () => {},
  'recovery-code.used': async () => {
    const answer = await app.post('/sign-in', { email: staff.email, password: SEED_PASSWORD })
    const Cookie = answer.headers
      .getSetCookie()
      .map((one) => one.split(';')[0])
      .join('; ')
    await app.post('/sign-in/code', { intent: 'code', code: recoveryCode }, { headers: { Cookie } })
  },
  'passkey.added': async () => {
    await factors({ intent: 'begin-passkey', password: SEED_PASSWORD })
    const { options } = await app.services.db
      .selectFrom('passkey_setup')
      .where('person_id', '=', staff.id)
      .select('options')
      .executeTakeFirstOrThrow()
    const passkey = key.create(options as { challenge: string })
    await factors({ intent: 'finish-passkey', name: 'Key', passkey })
  },
  'passkey.removed': () =>
    factors({ intent: `remove-passkey:${key.id.toString('base64url')}`, password: SEED_PASSWORD }),
  'second-factor.reset': () => people({ intent: 'second-factor', personId: staff.id }),
  'totp.removed': async () => {
    await factors({ intent: 'begin-totp', password: SEED_PASSWORD }, marker)
    await factors({ intent: 'remove-totp', password: SEED_PASSWORD }, marker)
  },
  'person.withdrawn': () => member('remove', { personId: invited.id }),
  'person.deactivated': () => ofInvited('deactivate'),
  'person.reactivated': () => ofInvited('reactivate'),

  'attempt.begun': async () => {
    writer = await beginWriting(app, cohortId)
  },
  'allowance.granted': extend,
  // The same extension moves the deadline of the attempt that runs.
  'attempt.extended': async () => {},
  'draft.restored': async () => {
    await writer.put(0, 'The first words')
    await writer.put(1, 'Other words')
    const [first] = (await writer.snapshots()).filter(({ text }) => text === 'The first words')
    await app.post('/essays/case/history', { snapshot: first?.id ?? '' }, { as: writer.id })
  },
  'essay.submitted': () =>
    app.post(
      '/essays/case/write',
      { intent: 'submit', baseRevision: '3', text: 'The first words' },
      { as: writer.id },
    ),
  'attempt.text_read': () => attemptPage('read', { text: 'draft' }),
  'attempt.reopened': () => attemptPage('reopen', { minutes: '30' }),
  'late_copy.kept': async () => {
    app.setNow(after(LAST_CALL + 3600))
    await writer.put(3, 'Words that came too late')
    app.setNow(now)
  },
  'late_copy.accepted': async () => {
    const { id } = await app.services.db.selectFrom('late_copy').select('id').executeTakeFirstOrThrow()
    await attemptPage('accept', { copy: id })
  },
  'attempt.closed_empty': async () => {
    await beginWriting(app, cohortId)
    app.setNow(after(LAST_CALL + 60))
    await sql`update graphile_worker._private_jobs set run_at = now() where key like 'close:%'`.execute(
      app.services.db,
    )
    await app.drain()
    app.setNow(now)
  },

  'lease.taken': async () => {
    const { id: personId } = await seedPerson(app.services.db, { cohortId })
    const text = 'The claim is founded. The deadline is not missed.'
    const essay = {
      personId,
      cohortId,
      promptSlug: 'case',
      locale: 'ru' as const,
      text,
      submittedAt: after(-60),
    }
    script = await seedSubmission(app.services.db, essay)
    await grade({ intent: 'take' })
  },
  'lease.handed_back': () => grade({ ...work(0), intent: 'hand-back' }),
  'mark.finalised': async () => {
    await grade({ intent: 'take' })
    await grade({ ...work(1), intent: 'finalise' })
  },
  'mark.withdrawn': () => grade({ intent: 'withdraw' }),
  'outcome.released': async () => {
    const { db } = app.services
    const { revision } = await db.selectFrom('mark_draft').select('revision').executeTakeFirstOrThrow()
    await grade({ ...work(revision), intent: 'finalise' })
    await app.post('/grade/release', { which: 'chosen', outcome: script, confirmed: 'yes' }, { as: lead })
  },
  'person.exported': () => app.post(`/admin/people/${invited.id}/export`, {}, { as: admin }),
  'person.erased': () =>
    app.post(`/admin/people/${invited.id}/erase`, { essays: 'delete', confirmed: 'yes' }, { as: admin }),
  'progress.downloaded': () => app.get(`/admin/progress.csv?cohort=${cohortId}`, { as: admin }),
}

test.each(Object.entries(actions))('audit: an action writes %s', async (type, action) => {
  await action()
  const rows = await app.services.db.selectFrom('audit_event').where('type', '=', type).selectAll().execute()
  expect(rows.length).toBeGreaterThan(0)
  for (const { subject_id, request_id } of rows) {
    expect(request_id).toBeTruthy()
    // Imports are about the whole course.
    if (!type.endsWith('.imported')) expect(subject_id).toBeTruthy()
  }
})

test('audit: every kind is in the list, and no row has words of an essay, passwords or tokens', async () => {
  const rows = await app.services.db.selectFrom('audit_event').select(['type', 'details']).execute()
  expect([...new Set(rows.map(({ type }) => type))].sort()).toEqual([...auditTypes].sort())
  const details = JSON.stringify(rows.map((row) => row.details))
  for (const secret of ['The first words', 'too late', 'ережелері', 'ережесі', SEED_PASSWORD])
    expect(details).not.toContain(secret)
})
