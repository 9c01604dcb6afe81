import { randomUUID } from 'node:crypto'
import { afterAll, expect, test } from 'vitest'
import { translator } from '#app/i18n/translate.server.ts'
import { seedMark } from '#db/seeds/marks.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { now, openMarking, TEXT, work } from '#tests/setup/marking.ts'

const { app, cohortId, person, take } = await openMarking()
afterAll(() => app.close())

const MINUTE = 60_000
const at = (minutes: number) => app.setNow(new Date(now.getTime() + minutes * MINUTE))

/** A finished script that waits for its release. */
async function finished(promptSlug: string, locale: 'kk' | 'ru', markerId: string): Promise<string> {
  const writer = await person('participant')
  const submittedAt = new Date(now.getTime() - 60 * MINUTE)
  const given = { personId: writer.id, cohortId, promptSlug, locale, text: TEXT, submittedAt }
  const id = await seedSubmission(app.services.db, given)
  await take(id, markerId)
  await app.post(`/grade/${id}`, { ...work(0), intent: 'finalise' }, { as: markerId })
  return id
}

async function releasedOf(ids: Record<string, string>): Promise<string[]> {
  const rows = await app.services.db
    .selectFrom('release as r')
    .innerJoin('outcome as o', 'o.id', 'r.outcome_id')
    .select('o.script_id')
    .execute()
  const open = new Set(rows.map((row) => row.script_id))
  return Object.entries(ids).flatMap(([name, id]) => (open.has(id) ? [name] : []))
}

test('all that the filter shows is released by one button that names how many, and nothing that came later', async () => {
  await seedPrompt(app.services.db, 'judgment')
  const marker = await person('instructor')
  const lead = await person('lead')
  const ids: Record<string, string> = {
    caseKk: await finished('case', 'kk', marker.id),
    caseRu: await finished('case', 'ru', marker.id),
    judgmentKk: await finished('judgment', 'kk', marker.id),
    judgmentRu: await finished('judgment', 'ru', marker.id),
  }
  at(1)
  const page = async (query: string) => (await app.get(`/grade/release${query}`, { as: lead.id })).text()
  expect(await page('')).toMatch(/value="all"[^>]*>[^<]*\b4\b/)
  const filtered = await page('?prompt=case&language=kk')
  expect(filtered).toMatch(/value="all"[^>]*>[^<]*\b1\b/)
  expect(filtered.match(/name="outcome"/g)).toHaveLength(1)
  const byEssay = await page('?prompt=case')
  expect(byEssay).toMatch(/value="all"[^>]*>[^<]*\b2\b/)
  expect(byEssay.match(/name="outcome"/g)).toHaveLength(2)
  const until = /name="until" value="([^"]+)"/.exec(byEssay)?.[1] ?? ''

  at(2)
  ids.caseLater = await finished('case', 'ru', marker.id)
  const asks = await app.post('/grade/release?prompt=case', { which: 'all', until }, { as: lead.id })
  expect([asks.status, await releasedOf(ids)]).toEqual([200, []])
  const question = await asks.text()
  expect(question).toContain(translator('ru')('grading.release.confirmTitle', { count: 2 }))
  expect(question).toContain(translator('ru')('grading.release.confirmText', { count: 2 }))
  expect(question).toContain(`name="until" value="${until}"`)
  const form = { which: 'all', until, confirmed: 'yes' }
  const done = await app.post('/grade/release?prompt=case', form, { as: lead.id })
  expect(done.headers.get('Location')).toBe('/grade/release?prompt=case&done=2#done')
  expect(await releasedOf(ids)).toEqual(['caseKk', 'caseRu'])
  const mails = await app.services.db
    .selectFrom('mail')
    .where('kind', '=', 'released')
    .select('kind')
    .execute()
  expect(mails).toHaveLength(2)

  expect(await page('?prompt=case&done=2')).toMatch(/role="status" id="done" tabindex="-1"/)

  const released = await page('?view=released&prompt=judgment')
  expect(released).not.toContain('name="which"')
  await app.post('/grade/release?language=ru', { which: 'all', confirmed: 'yes' }, { as: lead.id })
  expect(await releasedOf(ids)).toEqual(['caseKk', 'caseRu', 'judgmentRu', 'caseLater'])
})

test('a release that chooses nothing says so and keeps the filter', async () => {
  const lead = await person('lead')
  const answer = await app.post('/grade/release?prompt=judgment', { which: 'chosen' }, { as: lead.id })
  expect(answer.status).toBe(400)
  expect(await answer.text()).toMatch(/<option value="judgment" selected/)
})

test('release: the question counts only what is still closed, and no e-mail to a closed account', async () => {
  const marker = await person('instructor')
  const lead = await person('lead')
  const open = await finished('case', 'kk', marker.id)
  const closed = await finished('case', 'kk', marker.id)
  const { db } = app.services
  await db
    .updateTable('person')
    .set({ deactivated_at: now })
    .where('id', '=', (eb) => eb.selectFrom('submission').where('id', '=', closed).select('person_id'))
    .execute()
  const outcome = [open, closed, randomUUID()]
  const asks = await (await app.post('/grade/release', { which: 'chosen', outcome }, { as: lead.id })).text()
  const t = translator('ru')
  expect(asks).toContain(t('grading.release.confirmTitle', { count: 2 }))
  expect(asks).toContain(t('grading.release.confirmText', { count: 1 }))
  expect(asks.match(/name="outcome"/g)).toHaveLength(3)
  const none = await app.post('/grade/release', { which: 'chosen', outcome: [randomUUID()] }, { as: lead.id })
  expect(await none.text()).toContain(t('grading.release.done', { count: 0 }))
})

test('release: 150 outcomes cost as many statements as one, and each is audited and mailed', async () => {
  const { db } = app.services
  const marker = await person('instructor')
  const lead = await person('lead')
  const submittedAt = new Date(now.getTime() - 60 * MINUTE)
  const essay = { text: TEXT, scores: { facts: 4, norm: 3 }, remarks: {}, annotations: [], overall: 'x' }
  async function waiting(count: number): Promise<string[]> {
    const ids: string[] = []
    for (let n = 0; n < count; n++) {
      const writer = await person('participant')
      const given = { personId: writer.id, cohortId, promptSlug: 'case', locale: 'kk' as const, text: TEXT }
      const submissionId = await seedSubmission(db, { ...given, submittedAt })
      await seedMark(db, { submissionId, markerId: marker.id, essay, at: now })
      ids.push(submissionId)
    }
    return ids
  }
  async function release(outcome: string[]): Promise<number> {
    app.queries.length = 0
    const done = await app.post(
      '/grade/release',
      { which: 'chosen', outcome, confirmed: 'yes' },
      { as: lead.id },
    )
    expect(done.headers.get('Location')).toContain(`done=${outcome.length}`)
    return app.queries.length
  }
  const mails = async () =>
    (await db.selectFrom('mail').where('kind', '=', 'released').select('id').execute()).length
  await app.cookieOf(lead.id)
  const [first = ''] = await waiting(1)
  const forOne = await release([first])
  const many = await waiting(150)
  const before = await mails()
  expect(await release(many)).toBe(forOne)
  expect(await mails()).toBe(before + 150)
  const audited = await db
    .selectFrom('audit_event')
    .where('type', '=', 'outcome.released')
    .where('subject_id', 'in', many)
    .select('subject_id')
    .execute()
  expect(audited).toHaveLength(150)
})
