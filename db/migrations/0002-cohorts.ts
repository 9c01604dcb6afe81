import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table cohort (
      id uuid primary key default gen_random_uuid(),
      name text not null check (length(name) between 1 and 120),
      start_date date not null,
      zone text not null default 'Asia/Almaty',
      days integer not null default 14 check (days between 1 and 60),
      -- Minutes after local midnight at which a day's lessons open.
      opening_minute integer not null default 480 check (opening_minute between 0 and 1439),
      created_at timestamptz not null default now()
    );
    create unique index cohort_name on cohort (name);

    -- Participants study in a cohort; instructors and leads mark in it; observers see its figures.
    create table enrolment (
      cohort_id uuid not null references cohort on delete cascade,
      person_id uuid not null references person on delete cascade,
      enrolled_at timestamptz not null default now(),
      primary key (cohort_id, person_id)
    );
    create index enrolment_person on enrolment (person_id);
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`drop table enrolment, cohort`.execute(db)
}
