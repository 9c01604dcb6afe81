import { randomUUID } from 'node:crypto'
import { expect } from 'vitest'
import { seedCohort } from '#db/seeds/cohort.ts'
import { seedPerson } from '#db/seeds/people.ts'
import { seedPrompt } from '#db/seeds/prompt.ts'
import type { TestApp } from './app.ts'

/** Day 5 of the cohort; the prompt opened on day 4, is due on day 6 and gives 90 minutes. */
export const now = new Date('2026-11-24T04:00:00Z')

/** So many seconds after the begin. */
export const after = (seconds: number) => new Date(now.getTime() + seconds * 1000)

/** The deadline, and the last instant of the grace that a cohort has by default. */
export const DEADLINE = 90 * 60
export const LAST_CALL = DEADLINE + 120

/** Snapshots in short: reason, revision, text. */
export const kinds = (rows: { reason: string; revision: number; text: string }[]) =>
  rows.map(({ reason, revision, text }) => [reason, revision, text])

/** A cohort with the essay `case`; answers its id. */
export async function seedWriting(app: TestApp): Promise<string> {
  const cohort = await seedCohort(app.services.db, { start_date: '2026-11-20', now })
  await seedPrompt(app.services.db, 'case')
  return cohort.id
}

/** A participant who has just begun the essay, with what a page of hers can send. */
export async function beginWriting(app: TestApp, cohortId: string) {
  const { db } = app.services
  app.setNow(now)
  const { id } = await seedPerson(db, { cohortId })
  const begun = await app.post('/essays/case', { language: 'ru', ready: 'on', ownWork: 'on' }, { as: id })
  expect(begun.headers.get('Location')).toBe('/essays/case/write')
  const { id: attemptId } = await db
    .selectFrom('attempt')
    .where('person_id', '=', id)
    .select('id')
    .executeTakeFirstOrThrow()
  const address = `/api/drafts/${attemptId}`
  const send = (
    method: string,
    body: string | Uint8Array<ArrayBuffer>,
    headers: Record<string, string> = {},
  ) =>
    app.send(
      address,
      { method, body, headers: { 'Content-Type': 'application/json', ...headers } },
      { as: id },
    )
  return {
    id,
    attemptId,
    address,
    send,
    /** A page of its own name. */
    page: () => randomUUID(),
    put: (baseRevision: number, text: string, editor?: string) =>
      send('PUT', JSON.stringify({ baseRevision, text, editor })),
    see: (editor: string, takeOver = false) => send('POST', JSON.stringify({ editor, takeOver })),
    draft: () =>
      db
        .selectFrom('draft')
        .where('attempt_id', '=', attemptId)
        .select(['revision', 'text', 'editor', 'editor_seen_at as seenAt'])
        .executeTakeFirstOrThrow(),
    snapshots: () =>
      db
        .selectFrom('draft_snapshot')
        .where('attempt_id', '=', attemptId)
        .select(['id', 'reason', 'revision', 'text', 'words', 'taken_at as takenAt'])
        .orderBy('taken_at')
        .orderBy('revision')
        .execute(),
    lateCopies: () =>
      db
        .selectFrom('late_copy')
        .where('attempt_id', '=', attemptId)
        .select(['text', 'words', 'received_at as receivedAt'])
        .orderBy('received_at')
        .execute(),
    submissions: () =>
      db
        .selectFrom('submission')
        .where('attempt_id', '=', attemptId)
        .select(['text', 'receipt_number as receipt', 'sha256'])
        .execute(),
  }
}
