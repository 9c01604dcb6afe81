import { type RawBuilder, sql } from 'kysely'
import type { AttemptState } from '../essay-state.ts'

/** Joins to attempts `a` the submission `s` that counts of each and what marking says of it, `m`. */
export const joinSubmission = sql`
  left join submission s on s.attempt_id = a.id and s.superseded_at is null
  left join marking_state m on m.submission_id = s.id`

/** `attemptState` in SQL, over attempts `a` (left joined where there may be none) with `joinSubmission`. */
export const attemptStateSql = (now: Date): RawBuilder<AttemptState> => sql`
  case when a.id is null then 'not_begun'
    when a.closed_at is null then case when ${now}::timestamptz < a.deadline_at then 'writing' else 'closing' end
    when s.id is null then 'empty'
    when m.released_at is not null then 'released'
    when m.marked then 'marked'
    else 'submitted' end`
