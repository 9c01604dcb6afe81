import { afterAll, expect, test } from 'vitest'
import { commandCtx } from '#app/commands/course.ts'
import { choosePassword } from '#app/features/identity/operations/choose-password.server.ts'
import { issueLink } from '#app/features/identity/steps/accounts.server.ts'
import { inTransaction } from '#app/platform/ctx.ts'
import { SEED_PASSWORD } from '#db/seeds/people.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { now, openMarking, TEXT, work } from '#tests/setup/marking.ts'

const { app, cohortId, person, take } = await openMarking()
afterAll(() => app.close())

test('closed account: feedback that is released sends no mail there, and one to everybody else', async () => {
  const { db } = app.services
  const [marker, lead] = [await person('instructor'), await person('lead')]
  const writers = [await person('participant'), await person('participant')]
  for (const writer of writers) {
    const submittedAt = new Date(now.getTime() - 3_600_000)
    const script = {
      personId: writer.id,
      cohortId,
      promptSlug: 'case',
      locale: 'kk' as const,
      text: TEXT,
      submittedAt,
    }
    const id = await seedSubmission(db, script)
    await take(id, marker.id)
    await app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as: marker.id })
  }
  const [closed, open] = writers
  await db
    .updateTable('person')
    .set({ deactivated_at: now })
    .where('id', '=', closed?.id ?? '')
    .execute()
  await app.post('/grade/release', { which: 'all', confirmed: 'yes' }, { as: lead.id })
  const mails = await db.selectFrom('mail').where('kind', '=', 'released').select('person_id').execute()
  expect(mails).toEqual([{ person_id: open?.id }])
})

test('expired link: a form sent from a page that was opened in time changes no password', async () => {
  const { db } = app.services
  const staff = await person('lead')
  for (const purpose of ['reset', 'invitation'] as const) {
    const { path, expiresAt } = await inTransaction(commandCtx(app.services), (tx) =>
      issueLink(tx, staff.id, purpose),
    )
    expect((await app.get(path)).status).toBe(200)
    app.setNow(new Date(expiresAt.getTime() + 1_000))
    const late = await app.post(path, { newPassword: 'соттылық ережелері' })
    expect([late.status, late.headers.get('Set-Cookie')]).toEqual([410, null])
    // The page looks at the link first; the operation decides by itself, in the statement that spends it.
    const token = path.split('/').at(-1) ?? ''
    const spent = await choosePassword(commandCtx(app.services), {
      purpose,
      token,
      newPassword: 'соттылық ережелері',
    })
    expect(spent).toEqual({ ok: false, reason: 'dead' })
    app.setNow(now)
    const used = await db
      .selectFrom('access_link')
      .where('person_id', '=', staff.id)
      .select('used_at')
      .execute()
    expect(used.every(({ used_at }) => used_at === null)).toBe(true)
  }
  const { email } = await db
    .selectFrom('person')
    .where('id', '=', staff.id)
    .select('email')
    .executeTakeFirstOrThrow()
  expect((await app.post('/sign-in', { email, password: SEED_PASSWORD })).status).toBe(302)
})
