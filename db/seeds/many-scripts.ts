import { type Kysely, sql } from 'kysely'
import type { DB } from '../schema.ts'

type Asked = { cohortIds: string[]; scripts: number; now: Date }

/**
 * Fills the queue with `scripts` essays that wait, one minute after the other, spread over cohorts, prompts and languages,
 * without a text worth reading: for measuring what a full queue costs. Their aliases begin like real ones.
 */
export async function seedQueue(db: Kysely<DB>, { cohortIds, scripts, now }: Asked): Promise<void> {
  await sql`
    with made as (
      select n, gen_random_uuid() as person, gen_random_uuid() as attempt,
        (${cohortIds}::uuid[])[1 + n % ${cohortIds.length}::integer] as cohort,
        (array['kk', 'ru', 'en'])[1 + n % 3] as locale, p.id as prompt, p.version,
        ${now}::timestamptz - n * interval '1 minute' as at
      from generate_series(1, ${scripts}::integer) n join (
        select distinct on (v.prompt_id) v.prompt_id as id, v.id as version,
          dense_rank() over (order by v.prompt_id) - 1 as place from prompt_version v
        order by v.prompt_id, v.number desc) p on p.place = n % (select count(*) from prompt)),
    people as (
      insert into person (id, name, email, role, locale, created_at)
      select person, 'Writer ' || n, person || '@queue.test', 'participant', 'ru', at from made returning id),
    attempts as (
      insert into attempt (id, person_id, cohort_id, prompt_id, prompt_version_id, number, locale, started_at,
        deadline_at, closed_at, closed_by)
      select attempt, person, cohort, prompt, version, 1, locale, at - interval '1 hour', at, at, 'participant'
      from made where exists (select from people) returning id)
    insert into submission (attempt_id, person_id, cohort_id, prompt_id, prompt_version_id, locale, text, words, sha256,
      receipt_number, alias, submitted_at)
    select attempt, person, cohort, prompt, version, locale, 'Text', 1, '', 'Q-' || person,
      chr(65 + n % 20) || (2 + n % 8) || '-' || n || '-' || left(person::text, 8), at
    from made where exists (select from attempts)`.execute(db)
  await sql`analyze`.execute(db)
}
