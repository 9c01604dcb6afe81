import { parseHTML } from 'linkedom'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { translator } from '#app/i18n/translate.server.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { openAdminEssays } from '#tests/setup/admin-essays.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'
import { labelOf } from '#tests/setup/labels.ts'

type Locale = 'kk' | 'ru' | 'en'
type Who = 'visitor' | 'admin' | 'participant'
type Case = {
  name: string
  who: Who
  address: string
  form: Record<string, string>
  /** Fields with what has to be said about each: a key of the messages, with its values. */
  wrong: Record<string, [key: Parameters<ReturnType<typeof translator>>[0], values?: Record<string, number>]>
  /** Ids of controls that differ from the names of their fields. */
  ids?: Record<string, string>
}

let app: TestApp
const people = {} as Record<Locale, Record<'admin' | 'participant', string>>
let cohortId: string
let attemptId: string
let somebody: string

beforeAll(async () => {
  app = await openTestApp()
  const { db } = app.services
  const overseeing = await openAdminEssays(app)
  cohortId = overseeing.cohortId
  await seedPrompt(db, 'judgment')
  for (const locale of ['kk', 'ru', 'en'] as const) {
    people[locale] = {
      admin: (await seedPerson(db, { locale, role: 'admin' })).id,
      participant: (await seedPerson(db, { locale, cohortId })).id,
    }
  }
  somebody = (await seedPerson(db, { cohortId, name: 'Somebody' })).id
  await app.post(
    '/essays/case',
    { language: 'ru', ownWork: 'on', ready: 'on' },
    { as: people.ru.participant },
  )
  await app.post('/essays/case', { language: 'ru', ownWork: 'on', ready: 'on' }, { as: somebody })
  const attempt = await db
    .selectFrom('attempt')
    .where('person_id', '=', somebody)
    .select('id')
    .executeTakeFirstOrThrow()
  attemptId = attempt.id
  await db
    .updateTable('attempt')
    .set({ closed_at: app.services.now(), closed_by: 'deadline' })
    .where('id', '=', attemptId)
    .execute()
})
afterAll(() => app.close())

const number = (min: number, max: number) =>
  ['site.form.number' as const, { min, max }] as [key: 'site.form.number', values: Record<string, number>]
const cohort = {
  name: '2027',
  startDate: '2027-01-11',
  days: '14',
  zone: 'Asia/Almaty',
  opens: '08:00',
  graceSeconds: '120',
}
const invitation = { intent: 'invite', name: 'Есім', email: 'a@sot.kz', role: 'participant', locale: 'kk' }

const cases: (() => Case)[] = [
  () => ({
    name: 'sign-in, empty',
    who: 'visitor',
    address: '/sign-in',
    form: { email: '', password: '' },
    wrong: { email: ['site.form.required'], password: ['site.form.required'] },
  }),
  () => ({
    name: 'sign-in, no address',
    who: 'visitor',
    address: '/sign-in',
    form: { email: 'nobody', password: 'x' },
    wrong: { email: ['site.form.email'] },
  }),
  () => ({
    name: 'forgotten password',
    who: 'visitor',
    address: '/forgot',
    form: { email: 'a b' },
    wrong: { email: ['site.form.email'] },
  }),
  () => ({
    name: 'receipt',
    who: 'visitor',
    address: '/verify',
    form: { receipt: '', text: 'сөз' },
    wrong: { receipt: ['site.form.required'] },
  }),
  () => ({
    name: 'profile',
    who: 'participant',
    address: '/account',
    form: { name: ' ', locale: 'xx' },
    wrong: { name: ['site.form.required'], locale: ['site.form.choose'] },
  }),
  () => ({
    name: 'new password',
    who: 'participant',
    address: '/account',
    form: { intent: 'password', password: '', newPassword: 'x' },
    wrong: { password: ['site.form.required'], newPassword: ['identity.password.tooShort', { min: 10 }] },
  }),
  () => ({
    name: 'own erasure',
    who: 'participant',
    address: '/account/erase',
    form: { essays: 'burn', password: '' },
    wrong: {
      essays: ['site.form.choose'],
      confirmed: ['privacy.erase.unconfirmed'],
      password: ['site.form.required'],
    },
  }),
  () => ({
    name: 'second factor',
    who: 'admin',
    address: '/account/second-factor',
    form: { intent: 'begin-totp', password: '' },
    wrong: { password: ['site.form.required'] },
  }),
  () => ({
    name: 'begin',
    who: 'participant',
    address: '/essays/judgment',
    form: { language: 'xx' },
    wrong: {
      language: ['site.form.choose'],
      ownWork: ['essays.begin.ownWorkFirst'],
      ready: ['essays.begin.readyFirst'],
    },
  }),
  () => ({
    name: 'invitation, empty',
    who: 'admin',
    address: '/admin/people',
    form: { intent: 'invite' },
    wrong: {
      name: ['site.form.required'],
      email: ['site.form.required'],
      role: ['site.form.choose'],
      locale: ['site.form.choose'],
    },
    ids: { role: 'invite-role' },
  }),
  () => ({
    name: 'invitation, unknown choices',
    who: 'admin',
    address: '/admin/people',
    form: { ...invitation, role: 'king', cohortId: 'none', locale: 'xx' },
    wrong: { role: ['site.form.choose'], cohortId: ['site.form.choose'], locale: ['site.form.choose'] },
    ids: { role: 'invite-role' },
  }),
  () => ({
    name: 'role',
    who: 'admin',
    address: `/admin/people?person=${somebody}`,
    form: { intent: 'role', personId: somebody, role: 'king' },
    wrong: { role: ['site.form.choose'] },
    ids: { role: 'person-role' },
  }),
  () => ({
    name: 'new cohort',
    who: 'admin',
    address: '/admin/cohorts',
    form: {
      ...cohort,
      name: '',
      startDate: '31.02',
      days: '1.5',
      zone: 'Moon',
      opens: '25',
      graceSeconds: '',
    },
    wrong: {
      name: ['site.form.required'],
      startDate: ['site.form.date'],
      days: number(1, 60),
      zone: ['people.cohort.unknownZone'],
      opens: ['people.cohort.unknownTime'],
      graceSeconds: number(0, 3600),
    },
  }),
  () => ({
    name: 'cohort settings',
    who: 'admin',
    address: `/admin/cohorts/${cohortId}`,
    form: { ...cohort, days: '100', intent: 'save' },
    wrong: { days: number(1, 60) },
  }),
  () => ({
    name: 'cohort member',
    who: 'admin',
    address: `/admin/cohorts/${cohortId}`,
    form: { intent: 'add', email: '' },
    wrong: { email: ['site.form.required'] },
  }),
  () => ({
    name: 'extension',
    who: 'admin',
    address: '/admin/essays',
    form: { cohort: cohortId, prompt: 'case', who: 'chosen', minutes: 'many', due: '', reason: '' },
    wrong: { minutes: number(0, 600), reason: ['attempts.form.reason'] },
  }),
  () => ({
    name: 'extension for nobody',
    who: 'admin',
    address: '/admin/essays',
    form: { cohort: cohortId, prompt: 'case', who: 'chosen', minutes: '5', reason: 'ill' },
    wrong: { who: ['attempts.form.somebody'] },
  }),
  () => ({
    name: 'reopening',
    who: 'admin',
    address: `/admin/essays/${attemptId}`,
    form: { intent: 'reopen', minutes: '0', reason: '' },
    wrong: { minutes: number(1, 600), reason: ['attempts.form.reason'] },
    ids: { reason: 'reopen-reason' },
  }),
  () => ({
    name: 'reading',
    who: 'admin',
    address: `/admin/essays/${attemptId}`,
    form: { intent: 'read', text: 'none', reason: 'a' },
    wrong: { text: ['site.form.choose'], reason: ['attempts.form.reason'] },
    ids: { reason: 'read-reason' },
  }),
]

describe.each(['kk', 'ru', 'en'] as const)('forms in %s', (locale) => {
  test.each(cases.map((make) => [make().name, make] as const))(
    '%s: a summary links to each wrong field',
    async (_, make) => {
      const { who, address, form, wrong, ids = {} } = make()
      const as = who === 'visitor' ? undefined : people[locale][who]
      const headers = { Cookie: `alqa_locale=${locale}` }
      const answer = await app.post(address, form, as ? { as } : { headers })
      expect(answer.status).toBe(400)
      const { document } = parseHTML(await answer.text())
      const t = translator(locale)
      const summary = document.querySelector('form[novalidate] > #errors')
      expect(summary?.getAttribute('role')).toBe('alert')
      expect(summary?.hasAttribute('autofocus')).toBe(true)
      const links = [...(summary?.querySelectorAll('a') ?? [])]
      expect(links.map((link) => link.textContent)).toEqual(
        Object.entries(wrong).map(([name, [key, values]]) => {
          const labelled = labelOf(document, name, ids[name])
          return labelled ? `${labelled}: ${t(key, values)}` : t(key, values)
        }),
      )
      for (const [name, [key, values]] of Object.entries(wrong)) {
        const id = ids[name] ?? name
        expect(links.map((link) => link.getAttribute('href'))).toContain(`#${id}`)
        const control = document.getElementById(id)
        const described = control?.closest('[aria-invalid]')
        expect(described?.getAttribute('aria-describedby')?.split(' ')).toContain(`${id}-error`)
        expect(document.getElementById(`${id}-error`)?.textContent).toBe(t(key, values))
      }
      // What was right is still there, and so is what was wrong; passwords are not.
      for (const input of document.querySelectorAll('form:has(#errors) input.kept'))
        expect(input.getAttribute('value')).not.toBe('')
      for (const [name, value] of Object.entries(form)) {
        const control = document.querySelector(
          `form:has(#errors) :is(input:not([type="radio"], [type="hidden"]), textarea)[name="${name}"]`,
        )
        if (!control || name === 'intent') continue
        const shown =
          control.tagName === 'TEXTAREA' ? control.textContent : (control.getAttribute('value') ?? '')
        expect(shown).toBe(/password/i.test(name) ? '' : value)
      }
    },
  )
})

test('a rule without a message of its own has a sentence, and what is not on the page no link', async () => {
  const form = { cohort: cohortId, prompt: 'case', who: 'all', minutes: '5', reason: 'ill' }
  const odd = { ...form, search: 'x'.repeat(201), state: 'asleep' }
  const answer = await app.post('/admin/essays', odd, { as: people.ru.admin })
  expect(answer.status).toBe(400)
  const { document } = parseHTML(await answer.text())
  const summary = document.querySelector('#errors')
  const t = translator('ru')
  expect(summary?.textContent).toContain(t('site.form.invalid'))
  expect(summary?.querySelectorAll('a')).toHaveLength(0)
})
