import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table course (
      id boolean primary key default true check (id),
      title jsonb not null,
      law_as_of date not null,
      spheres jsonb not null,
      days jsonb not null,
      acts jsonb not null,
      updated_at timestamptz not null
    );

    create table lesson (
      id uuid primary key default gen_random_uuid(),
      slug text not null unique check (slug ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
      day integer not null check (day >= 1),
      position integer not null default 1,
      sphere text not null,
      required boolean not null default true,
      sources jsonb not null default '[]'
    );
    create index lesson_day on lesson (day, position);

    create table lesson_figure (
      lesson_id uuid not null references lesson on delete cascade,
      locale text not null check (locale in ('kk', 'ru', 'en')),
      name text not null,
      svg text not null,
      primary key (lesson_id, locale, name)
    );

    -- A version is written once. Compiling it, in a job, fills the compiled columns once and never again.
    create table lesson_version (
      id uuid primary key default gen_random_uuid(),
      lesson_id uuid not null references lesson on delete cascade,
      locale text not null check (locale in ('kk', 'ru', 'en')),
      number integer not null check (number >= 1),
      source text not null,
      source_hash text not null,
      origin text not null check (origin in ('content', 'editor')),
      translated_from uuid references lesson_version,
      created_by uuid references person,
      created_at timestamptz not null,
      state text not null default 'waiting' check (state in ('waiting', 'ready', 'refused')),
      publish_when_ready boolean not null default false,
      errors jsonb not null default '[]',
      title text,
      summary text,
      html text,
      toc jsonb,
      self_checks jsonb,
      statutes jsonb,
      words integer,
      minutes integer,
      compiled_at timestamptz,
      unique (lesson_id, locale, number),
      check (state <> 'ready' or (title is not null and html is not null and toc is not null
        and self_checks is not null and words is not null and minutes is not null))
    );
    create index lesson_version_hash on lesson_version (lesson_id, locale, source_hash);

    create function lesson_version_is_written_once() returns trigger language plpgsql as $$
    begin
      if old.state <> 'waiting' or new.source is distinct from old.source
        or new.lesson_id <> old.lesson_id or new.number <> old.number or new.locale <> old.locale then
        raise exception 'a lesson version is never changed' using errcode = 'restrict_violation';
      end if;
      return new;
    end $$;
    create trigger lesson_version_immutable before update on lesson_version
      for each row execute function lesson_version_is_written_once();

    -- Live = the newest row whose effective_at has passed. Rolling back inserts a row for an older version.
    create table lesson_publication (
      id bigint generated always as identity primary key,
      lesson_id uuid not null references lesson on delete cascade,
      locale text not null,
      version_id uuid not null references lesson_version,
      effective_at timestamptz not null,
      published_by uuid references person,
      created_at timestamptz not null default now()
    );
    create index lesson_publication_live on lesson_publication (lesson_id, locale, effective_at desc, id desc);
    create trigger lesson_publication_append_only before update or delete on lesson_publication
      for each row execute function refuse_change();

    create table lesson_visit (
      person_id uuid not null references person on delete cascade,
      lesson_id uuid not null references lesson on delete cascade,
      version_id uuid not null references lesson_version,
      opened_at timestamptz not null,
      primary key (person_id, lesson_id)
    );

    create table self_check_answer (
      id bigint generated always as identity primary key,
      person_id uuid not null references person on delete cascade,
      lesson_id uuid not null references lesson on delete cascade,
      version_id uuid not null references lesson_version,
      check_id text not null,
      chosen text[] not null,
      correct boolean not null,
      answered_at timestamptz not null
    );
    create index self_check_answer_person on self_check_answer (person_id, lesson_id, check_id, id desc);

    create table lesson_completion (
      person_id uuid not null references person on delete cascade,
      lesson_id uuid not null references lesson on delete cascade,
      version_id uuid not null references lesson_version,
      completed_at timestamptz not null,
      primary key (person_id, lesson_id)
    );
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table lesson_completion, self_check_answer, lesson_visit, lesson_publication, lesson_version,
      lesson_figure, lesson, course;
    drop function lesson_version_is_written_once;
  `.execute(db)
}
