import { type RawBuilder, sql } from 'kysely'

/** Scripts that count and that no decision has been made on: a relation of `cohort_id`, `prompt_id` and `submitted_at`. */
export const undecidedScripts: RawBuilder<unknown> = sql`(
  select s.cohort_id, s.prompt_id, s.submitted_at from submission s join marking_state m on m.submission_id = s.id
  where s.superseded_at is null and not m.decided)`

/** Scripts that count and whose mark is decided and not released: a relation of `cohort_id`. */
export const unreleasedScripts: RawBuilder<unknown> = sql`(
  select s.cohort_id from submission s join marking_state m on m.submission_id = s.id
  where s.superseded_at is null and m.decided and m.released_at is null)`
