import { type RawBuilder, sql } from 'kysely'

/** `testState` of `test-state.ts` in SQL: true where the test `t` is finished at `now`, so that its key may be shown. */
export const isFinished = (now: Date): RawBuilder<boolean> => sql`(t.finished_at is not null
  or coalesce(t.deadline_at + t.grace_seconds * interval '1 second' < ${now}::timestamptz, false))`
