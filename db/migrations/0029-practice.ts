import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Which tests the course has, how long they are, and when: see practice in course.yaml.
    alter table course add practice jsonb;

    -- A question by its id in content/questions, which is never used again.
    create table question (
      id uuid primary key default gen_random_uuid(),
      code text not null unique,
      sphere text not null,
      -- The number of the version that is drawn; null where the question is no longer in the course.
      live_number integer
    );
    create table question_version (
      id uuid primary key default gen_random_uuid(),
      question_id uuid not null references question on delete cascade,
      number integer not null check (number >= 1),
      hash text not null,
      level text not null check (level in ('recall', 'application', 'two-norms', 'counting')),
      lesson_slug text not null,
      -- Texts in three languages with their five options and explanations; the norms; which option is right (0 to 4).
      texts jsonb not null,
      norms jsonb not null,
      correct smallint not null check (correct between 0 and 4),
      created_at timestamptz not null,
      unique (question_id, number),
      unique (question_id, hash)
    );
    create trigger question_version_immutable before update on question_version
      for each row execute function refuse_change();

    create table practice_test (
      id uuid primary key default gen_random_uuid(),
      person_id uuid not null references person on delete cascade,
      cohort_id uuid not null references cohort on delete cascade,
      -- "fixed:entry", "day:5", "sphere:civil": what was begun.
      name text not null check (length(name) <= 100),
      kind text not null check (kind in ('fixed', 'day', 'sphere')),
      locale text not null check (locale in ('kk', 'ru', 'en')),
      started_at timestamptz not null,
      -- The server's clock; null for training, which has all the time.
      deadline_at timestamptz,
      grace_seconds integer not null default 0 check (grace_seconds between 0 and 3600),
      -- When it was handed in, or its deadline where the time ran out.
      finished_at timestamptz
    );
    -- A second window that begins the same test finds the first one's.
    create unique index practice_test_running on practice_test (person_id, name) where finished_at is null;
    create index practice_test_person on practice_test (person_id, started_at desc);
    -- A test of the course is taken once.
    create unique index practice_test_fixed on practice_test (person_id, name) where kind = 'fixed';

    create table practice_item (
      test_id uuid not null references practice_test on delete cascade,
      position smallint not null check (position between 1 and 200),
      version_id uuid not null references question_version,
      -- The order in which the options are shown: each test has its own.
      option_order smallint[] not null check (cardinality(option_order) = 5),
      -- The option as the version numbers it; null until one is chosen.
      chosen smallint check (chosen between 0 and 4),
      answered_at timestamptz,
      flagged boolean not null default false,
      primary key (test_id, position),
      unique (test_id, version_id)
    );
    create index practice_item_version on practice_item (version_id);
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table practice_item;
    drop table practice_test;
    drop table question_version;
    drop table question;
    alter table course drop column practice;
  `.execute(db)
}
