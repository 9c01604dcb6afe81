import { type Kysely, sql } from 'kysely'
import type { DB } from '#db/schema.ts'

/**
 * Gives a person a row of everything that she can have beside what she and her marker do; what nobody may read of it is
 * HASH- and a number.
 */
export async function fillPerson(
  db: Kysely<DB>,
  { personId, attemptId, staffId }: { personId: string; attemptId: string; staffId: string },
): Promise<void> {
  const values = { p: sql.lit(personId), a: sql.lit(attemptId) }
  for (const row of [
    sql`insert into access_link (token_hash, person_id, purpose, expires_at) values ('HASH-1', ${values.p}, 'reset', now())`,
    sql`insert into known_network (person_id, network_hash, seen_at) values (${values.p}, 'HASH-2', now())`,
    sql`insert into totp (person_id, secret, created_at) values (${values.p}, 'HASH-3', now())`,
    sql`insert into passkey (id, person_id, name, public_key, counter, transports, created_at)
      values ('HASH-4', ${values.p}, 'Кілт', 'HASH-5', 0, '{}', now())`,
    sql`insert into passkey_setup (person_id, options, expires_at) values (${values.p}, '{"challenge":"HASH-6"}', now())`,
    sql`insert into pending_sign_in (token_hash, person_id, expires_at) values ('HASH-7', ${values.p}, now())`,
    sql`insert into recovery_code (person_id, code_hash, created_at) values (${values.p}, 'HASH-8', now())`,
    sql`insert into mail (person_id, recipient, kind, subject, file) values (${values.p}, 'a@b.kz', 'reset', 'Тақырып', 'HASH-9')`,
    sql`insert into allowance (person_id, cohort_id, prompt_id, extra_minutes, reason, granted_by, granted_at)
      select person_id, cohort_id, prompt_id, 10, 'Ауырып қалды', ${sql.lit(staffId)}, now() from attempt where id = ${values.a}`,
    sql`insert into late_copy (attempt_id, text, words, sha256, received_at)
      values (${values.a}, 'Кешіккен сөздер', 2, repeat('a', 64), now())`,
    sql`insert into lesson (slug, day, sphere) values ('jol', 1, 'civil') on conflict do nothing`,
    sql`insert into lesson_version (lesson_id, locale, number, origin, source, source_hash, created_by, created_at)
      select id, 'kk', 1, 'editor', 'x', 'x', ${values.p}, now() from lesson on conflict do nothing`,
    sql`insert into lesson_publication (lesson_id, locale, version_id, effective_at, published_by)
      select lesson_id, locale, id, now(), ${values.p} from lesson_version`,
    sql`insert into lesson_visit (person_id, lesson_id, version_id, opened_at) select ${values.p}, lesson_id, id, now() from lesson_version`,
    sql`insert into lesson_completion (person_id, lesson_id, version_id, completed_at)
      select ${values.p}, lesson_id, id, now() from lesson_version`,
    sql`insert into self_check_answer (person_id, lesson_id, version_id, check_id, chosen, correct, answered_at)
      select ${values.p}, lesson_id, id, 'c' || i, '{a}', true, now() from lesson_version, generate_series(1, 1100) i`,
    sql`insert into practice_test (person_id, cohort_id, name, kind, locale, started_at)
      select person_id, cohort_id, 'sphere:civil', 'sphere', 'kk', now() from attempt where id = ${values.a}`,
  ])
    await row.execute(db)
}
