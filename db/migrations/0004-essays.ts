import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- An immutable snapshot found by the hash of its content; marks point to the rubric as it was.
    create table rubric (
      id uuid primary key default gen_random_uuid(),
      slug text not null,
      hash text not null unique,
      title jsonb not null,
      pass_points numeric not null,
      criteria jsonb not null,
      created_at timestamptz not null
    );
    create index rubric_slug on rubric (slug, created_at desc);
    create trigger rubric_append_only before update or delete on rubric
      for each row execute function refuse_change();

    create table prompt (
      id uuid primary key default gen_random_uuid(),
      slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$')
    );

    -- The newest version is the one that is offered; an attempt remembers the one that was read.
    create table prompt_version (
      id uuid primary key default gen_random_uuid(),
      prompt_id uuid not null references prompt on delete cascade,
      number integer not null check (number >= 1),
      hash text not null,
      kind text not null check (kind in ('diagnostic', 'case-analysis', 'judgment', 'full-mock')),
      rubric_id uuid not null references rubric,
      day integer not null check (day >= 1),
      due_day integer not null,
      minutes integer not null check (minutes between 1 and 600),
      words_min integer not null check (words_min >= 0),
      words_max integer not null,
      attempts integer not null default 1 check (attempts between 1 and 10),
      scaffold text not null default 'none' check (scaffold in ('none', 'irac', 'judgment')),
      -- {kk|ru|en: {title, brief, model, notes}}: brief, model answer and marker's notes are HTML.
      texts jsonb not null,
      created_at timestamptz not null,
      unique (prompt_id, number),
      check (due_day >= day and words_max >= words_min)
    );
    create trigger prompt_version_append_only before update or delete on prompt_version
      for each row execute function refuse_change();

    create table attempt (
      id uuid primary key default gen_random_uuid(),
      person_id uuid not null references person on delete cascade,
      cohort_id uuid not null references cohort on delete cascade,
      prompt_id uuid not null references prompt,
      prompt_version_id uuid not null references prompt_version,
      number integer not null check (number >= 1),
      locale text not null check (locale in ('kk', 'ru', 'en')),
      started_at timestamptz not null,
      deadline_at timestamptz not null,
      closed_at timestamptz,
      closed_by text check (closed_by in ('participant', 'deadline')),
      unique (person_id, prompt_id, number),
      check (deadline_at > started_at),
      check ((closed_at is null) = (closed_by is null))
    );
    -- One open attempt at a time on one prompt, whatever two tabs try.
    create unique index attempt_open on attempt (person_id, prompt_id) where closed_at is null;
    create index attempt_cohort on attempt (cohort_id, prompt_id);
    -- The closing job looks for these.
    create index attempt_deadline on attempt (deadline_at) where closed_at is null;

    create table draft (
      attempt_id uuid primary key references attempt on delete cascade,
      revision integer not null default 0 check (revision >= 0),
      text text not null default '' check (octet_length(text) <= 200000),
      saved_at timestamptz not null
    );

    create table submission (
      id uuid primary key default gen_random_uuid(),
      attempt_id uuid not null unique references attempt on delete cascade,
      person_id uuid not null references person on delete cascade,
      cohort_id uuid not null references cohort on delete cascade,
      prompt_id uuid not null references prompt,
      prompt_version_id uuid not null references prompt_version,
      locale text not null,
      -- NFC, LF; offsets of annotations count its UTF-16 units.
      text text not null,
      words integer not null,
      sha256 text not null,
      receipt_number text not null unique,
      -- What markers see in place of a name.
      alias text not null unique,
      submitted_at timestamptz not null
    );
    create index submission_queue on submission (cohort_id, submitted_at, id);
    create index submission_person on submission (person_id, prompt_id);

    create function submission_is_immutable() returns trigger language plpgsql as $$
    begin
      raise exception 'a submission is never changed' using errcode = 'restrict_violation';
    end $$;
    create trigger submission_immutable before update on submission
      for each row execute function submission_is_immutable();
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table submission, draft, attempt, prompt_version, prompt, rubric;
    drop function submission_is_immutable;
  `.execute(db)
}
