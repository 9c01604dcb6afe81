import { readdirSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { type Action, permissions, relationFor } from '#app/access/permissions.ts'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedCourse, seedLesson } from '#db/seeds/course.ts'
import { seedOutcome } from '#db/seeds/marks.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import { seedSubmission } from '#db/seeds/submissions.ts'
import { after, now } from '#tests/setup/admin-essays.ts'
import { openTestApp, type TestApp } from '#tests/setup/app.ts'

const NAMES = ['Айша Бірінші', 'Болат Екінші', 'Гүлім Үшінші', 'Данияр Төртінші']
// A lead's own account shows a lead's own sessions; the metrics are about the process and are read by no role.
const LEFT_OUT = ['$', '_index', 'account', 'metrics']
type Part = 'nothing' | 'writing' | 'waits' | 'released'

let app: TestApp
beforeAll(async () => {
  app = await openTestApp()
  app.setNow(now)
  await seedCourse(app.services.db)
  await seedLesson(app.services.db, { day: 1 })
  await seedPrompt(app.services.db, 'case', { cut_off_day: 7 })
})
afterAll(() => app.close())

/** A cohort whose people have these parts, in the order of their names, and the lead of it. */
async function world(name: string, parts: Part[]) {
  const { db } = app.services
  const cohortId = (await seedCohort(db, { name, start_date: '2026-11-20', now })).id
  const lead = await seedPerson(db, { role: 'lead', locale: 'en', name: 'Жетекші', cohortId })
  for (const [index, person] of NAMES.entries()) {
    const part = parts[index]
    // All were there today; who writes was there when the script came.
    const last_seen_at = after(part === 'waits' ? -61 : part === 'writing' ? -1 : -120)
    const { id: personId } = await seedPerson(db, { cohortId, name: person, last_seen_at })
    const essay = { personId, cohortId, promptSlug: 'case', locale: 'ru' as const, text: 'One two three.' }
    if (part === 'writing') await begin(personId)
    if (part === 'waits') await seedSubmission(db, { ...essay, submittedAt: after(-60), late: true })
    if (part === 'released')
      await release(await seedSubmission(db, { ...essay, submittedAt: after(-90) }), lead.id)
  }
  return { cohortId, lead: lead.id }
}

async function begin(as: string): Promise<void> {
  await app.post('/essays/case', { language: 'ru', ownWork: 'on', ready: 'on' }, { as })
  await app.services.db
    .updateTable('person')
    .set({ last_seen_at: after(-1) })
    .where('id', '=', as)
    .execute()
}

async function release(submissionId: string, markerId: string): Promise<void> {
  const { db } = app.services
  const { rubric_id } = await db.selectFrom('prompt_version').select('rubric_id').executeTakeFirstOrThrow()
  const work = { scores: '{}', remarks: '{}', annotations: '[]', overall: '', points: 7 }
  const mark = await db
    .insertInto('mark')
    .values({
      script_id: submissionId,
      marker_id: markerId,
      rubric_id,
      ...work,
      finalised_at: after(-30),
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  await seedOutcome(db, {
    submissionId,
    points: 7,
    fromMarks: [mark.id],
    by: markerId,
    at: after(-30),
    release: { at: after(-10), by: markerId },
  })
}

/** Every address of the platform, with the ids of one world in place of parameters. */
async function addressesOf(cohortId: string): Promise<string[]> {
  const { db } = app.services
  const submissions = await db
    .selectFrom('submission')
    .where('cohort_id', '=', cohortId)
    .orderBy('submitted_at')
    .select(['id', 'attempt_id as attemptId', 'receipt_number as receipt', 'person_id as personId'])
    .execute()
  const [first] = submissions
  const parameters: Record<string, string[]> = {
    $submissionId: submissions.map(({ id }) => id),
    $attemptId: submissions.map(({ attemptId }) => attemptId),
    $number: submissions.map(({ receipt }) => receipt),
    $id: [cohortId],
    $importId: [cohortId],
    $personId: [first?.personId ?? ''],
    $slug: ['case'],
    $checkId: [first?.id ?? ''],
    $versionId: [first?.id ?? ''],
    $token: ['x'],
    $lang: ['en'],
    $testId: [first?.id ?? ''],
  }
  const folders = readdirSync(path.resolve('app/routes')).filter((name) => !LEFT_OUT.includes(name))
  return folders.flatMap((folder) => {
    const address = `/${folder.replaceAll('[.]', '\0').replaceAll('.', '/').replaceAll('\0', '.')}`
    const parameter = /\$\w+/g
    const values = Math.max(
      1,
      ...(address.match(parameter) ?? []).map((name) => parameters[name]?.length ?? 0),
    )
    return Array.from({ length: values }, (_, index) =>
      address.replace(parameter, (name) => {
        const known = parameters[name]
        if (!known) throw new Error(`the test knows no value of ${name}`)
        return known[index] ?? known[0] ?? ''
      }),
    )
  })
}

/** What a lead gets at every address, without the ids and codes in which two worlds may differ. */
async function seenBy({ lead, cohortId }: { lead: string; cohortId: string }): Promise<[string, string][]> {
  const { db } = app.services
  const codes = await db
    .selectFrom('submission')
    .where('cohort_id', '=', cohortId)
    .orderBy('submitted_at')
    .select(['alias', 'receipt_number', 'sha256'])
    .execute()
  const plain = (text: string) =>
    codes
      .reduce(
        (rest, { alias, receipt_number }, index) =>
          rest.replaceAll(alias, `alias ${index}`).replaceAll(receipt_number, `receipt ${index}`),
        text,
      )
      .replace(/[0-9a-f]{8}-(?:[0-9a-f]{4}-){3}[0-9a-f]{12}/g, 'id')
      .replace(/[\w.+-]+@[\w.-]+/g, 'e-mail')
      .replace(/Cohort (one|two)/g, 'cohort')
      .replace(/nonce="[^"]*"/g, '')
  const seen: [string, string][] = []
  for (const address of await addressesOf(cohortId)) {
    for (const sent of [address, `${address}.data`, `${address}?_data=routes%2F${address.slice(1)}`]) {
      const answer = await app.get(sent, { as: lead })
      seen.push([plain(sent), `${answer.status} ${plain(await answer.text())}`])
    }
  }
  return seen
}

test('blind leads: no page or file tells who has written which essay, not even by difference', async () => {
  const one = await world('Cohort one', ['waits', 'released', 'writing', 'nothing'])
  const other = await world('Cohort two', ['nothing', 'writing', 'released', 'waits'])
  const [seen, seenOther] = [await seenBy(one), await seenBy(other)]
  const opened = seen.filter(([, answer]) => answer.startsWith('200'))
  for (const address of ['/admin/progress', '/admin/progress.csv', '/grade', '/grade/release'])
    expect(opened.map(([sent]) => sent)).toContain(address)
  // The names and the scripts are there, each in its place.
  expect(new Map(opened).get('/admin/progress')).toContain(NAMES[0])
  expect(new Map(opened).get('/admin/progress.csv')).toContain(NAMES[0])
  expect(new Map(opened).get('/grade')).toContain('alias 1')
  for (const [index, [address, answer]] of seen.entries())
    expect([address, answer]).toEqual([address, seenOther[index]?.[1]])
})

test('blind leads: nobody who marks may see essays beside names', () => {
  const beside = ['attempt.list', 'attempt.change', 'attempt.extend', 'progress.read.essays'] as const
  const marks = ['queue.read', 'submission.mark'] as const
  const rolesOf = (actions: readonly Action[]) =>
    (['participant', 'instructor', 'lead', 'admin', 'observer'] as const).filter((role) =>
      actions.some((action) => relationFor(action, role)),
    )
  expect(Object.keys(permissions)).toEqual(expect.arrayContaining([...beside, ...marks]))
  expect(rolesOf(marks).filter((role) => rolesOf(beside).includes(role))).toEqual([])
})
