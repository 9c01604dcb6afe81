import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- In international form; the key of the person in another system, as OneRoster files carry it.
    alter table person add phone text check (phone ~ '^\\+[0-9]{8,15}$'),
      add sourced_id text check (length(sourced_id) between 1 and 200);
    create unique index person_sourced_id on person (sourced_id) where sourced_id is not null;

    -- A file with a list, from its upload until some days after it was applied; the bytes go when it is applied.
    create table file_import (
      id uuid primary key default gen_random_uuid(),
      kind text not null check (kind in ('people')),
      cohort_id uuid not null references cohort on delete cascade,
      file_name text not null,
      bytes bytea,
      choices jsonb not null,
      state text not null default 'waiting' check (state in ('waiting', 'checked', 'failed', 'applying', 'applied')),
      report jsonb not null default '{}',
      rows_done integer not null default 0,
      rows_total integer not null default 0,
      created_by uuid not null references person,
      created_at timestamptz not null,
      changed_at timestamptz not null,
      applied_by uuid references person,
      applied_at timestamptz
    );
    create index file_import_created on file_import (created_at desc);

    -- What each row of the file would do, and did.
    create table file_import_row (
      import_id uuid not null references file_import on delete cascade,
      line integer not null,
      verdict text not null check (verdict in ('new', 'changed', 'unchanged', 'refused')),
      source jsonb not null,
      shown jsonb not null,
      faults jsonb not null,
      changes jsonb not null,
      primary key (import_id, line)
    );
    create index file_import_row_verdict on file_import_row (import_id, verdict, line);
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table file_import_row, file_import;
    drop index person_sourced_id;
    alter table person drop phone, drop sourced_id;
  `.execute(db)
}
