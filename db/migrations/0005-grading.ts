import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- One row a submission: who holds it and until when. Taken and renewed in one statement.
    create table grading_lease (
      submission_id uuid primary key references submission on delete cascade,
      marker_id uuid not null references person on delete cascade,
      taken_at timestamptz not null,
      expires_at timestamptz not null
    );
    create index grading_lease_marker on grading_lease (marker_id, expires_at);

    -- A marker's unfinished work; only its owner reads it.
    create table mark_draft (
      submission_id uuid not null references submission on delete cascade,
      marker_id uuid not null references person on delete cascade,
      revision integer not null default 0,
      scores jsonb not null default '{}',
      remarks jsonb not null default '{}',
      annotations jsonb not null default '[]',
      overall text not null default '',
      saved_at timestamptz not null,
      primary key (submission_id, marker_id)
    );

    create table mark (
      id uuid primary key default gen_random_uuid(),
      submission_id uuid not null references submission on delete cascade,
      marker_id uuid not null references person,
      seat text not null default 'first' check (seat in ('first', 'second', 'third')),
      rubric_id uuid not null references rubric,
      -- {criterionId: points}
      scores jsonb not null,
      -- {criterionId: text}
      remarks jsonb not null,
      -- [{id, criterion, comment, selector: {start, end, quote}}], UTF-16 offsets
      annotations jsonb not null,
      overall text not null,
      points numeric not null,
      finalised_at timestamptz not null,
      unique (submission_id, seat),
      unique (submission_id, marker_id)
    );
    create function mark_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'a mark is never changed' using errcode = 'restrict_violation';
    end $$;
    create trigger mark_immutable before update on mark
      for each row execute function mark_is_append_only();

    -- What counts, and which marks it came from. Nothing reaches a participant before released_at.
    create table outcome (
      submission_id uuid primary key references submission on delete cascade,
      points numeric not null,
      from_marks uuid[] not null check (cardinality(from_marks) >= 1),
      rule text not null check (rule in ('single')),
      decided_by uuid not null references person,
      decided_at timestamptz not null,
      released_at timestamptz,
      released_by uuid references person,
      check ((released_at is null) = (released_by is null))
    );
    create index outcome_unreleased on outcome (decided_at) where released_at is null;
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table outcome, mark, mark_draft, grading_lease;
    drop function mark_is_append_only;
  `.execute(db)
}
