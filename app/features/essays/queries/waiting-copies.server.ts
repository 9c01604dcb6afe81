import { type RawBuilder, sql } from 'kysely'

/** Texts that came after the last call of an essay and that nobody has decided on: a relation of `cohort_id`. */
export const waitingCopies: RawBuilder<unknown> = sql`(
  select a.cohort_id from late_copy k join attempt a on a.id = k.attempt_id where k.accepted_at is null)`
