import { type RawBuilder, sql } from 'kysely'

/** Essays of which a text came after the last call that nobody has decided on: a relation of `cohort_id` and `prompt_id`. */
export const waitingCopies: RawBuilder<unknown> = sql`(
  select a.cohort_id, a.prompt_id from attempt a where exists (
    select from late_copy k where k.attempt_id = a.id and k.accepted_at is null))`
