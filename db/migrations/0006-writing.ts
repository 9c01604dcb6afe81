import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Seconds after a deadline in which words typed before it may still arrive; an attempt keeps what it began with.
    alter table cohort add grace_seconds integer not null default 120 check (grace_seconds between 0 and 3600);
    alter table attempt add grace_seconds integer not null default 120 check (grace_seconds between 0 and 3600);

    -- Between the day it is due and the cut-off a text is taken and flagged as late. Hard limits refuse a submission.
    alter table prompt_version disable trigger prompt_version_append_only;
    alter table prompt_version
      add cut_off_day integer,
      add words_rule text not null default 'soft' check (words_rule in ('soft', 'hard'));
    update prompt_version set cut_off_day = due_day;
    alter table prompt_version
      alter cut_off_day set not null,
      add check (cut_off_day >= due_day);
    alter table prompt_version enable trigger prompt_version_append_only;

    alter table attempt
      -- When the participant stated that the work would be her own.
      add own_work_at timestamptz,
      -- The earlier attempt whose text this one began with.
      add from_attempt_id uuid references attempt on delete set null;

    -- The page that writes now: a random name it gave itself. Another page says so and can take over.
    alter table draft
      add editor text check (length(editor) <= 64),
      add editor_seen_at timestamptz;

    -- Texts as they were on the way; a conflict keeps the text that lost.
    create table draft_snapshot (
      id uuid primary key default gen_random_uuid(),
      attempt_id uuid not null references attempt on delete cascade,
      -- The revision this text was; for a text that lost a conflict, the one it stood on.
      revision integer not null check (revision >= 0),
      text text not null check (octet_length(text) <= 200000),
      words integer not null,
      reason text not null check (reason in ('begin', 'writing', 'conflict', 'restore', 'close')),
      taken_at timestamptz not null
    );
    create index draft_snapshot_attempt on draft_snapshot (attempt_id, taken_at desc);
    create trigger draft_snapshot_immutable before update on draft_snapshot
      for each row execute function refuse_change();

    -- A text that arrived after the last call. It does not count until staff accept it.
    create table late_copy (
      id uuid primary key default gen_random_uuid(),
      attempt_id uuid not null references attempt on delete cascade,
      text text not null check (octet_length(text) <= 200000),
      words integer not null,
      sha256 text not null,
      received_at timestamptz not null,
      accepted_at timestamptz,
      accepted_by uuid references person,
      accepted_reason text,
      -- The same words sent again are the same copy.
      unique (attempt_id, sha256),
      check ((accepted_at is null) = (accepted_by is null) and (accepted_at is null) = (accepted_reason is null))
    );

    -- A participant's own time for one prompt; the newest row counts, the earlier ones stay.
    create table allowance (
      id uuid primary key default gen_random_uuid(),
      person_id uuid not null references person on delete cascade,
      cohort_id uuid not null references cohort on delete cascade,
      prompt_id uuid not null references prompt,
      extra_minutes integer not null check (extra_minutes between 0 and 600),
      -- Due, and the cut-off with it where that was earlier; null: as for everybody.
      due_at timestamptz,
      reason text not null,
      granted_by uuid not null references person,
      granted_at timestamptz not null
    );
    create index allowance_person on allowance (person_id, prompt_id, granted_at desc);

    -- Where staff reopen an attempt or accept a late copy, the submission that counted before is superseded.
    alter table submission
      add late boolean not null default false,
      add superseded_at timestamptz,
      drop constraint submission_attempt_id_key;
    create unique index submission_counts on submission (attempt_id) where superseded_at is null;
    create or replace function submission_is_immutable() returns trigger language plpgsql as $$
    begin
      if old.superseded_at is null and new.superseded_at is not null
        and to_jsonb(new) - 'superseded_at' = to_jsonb(old) - 'superseded_at' then return new; end if;
      raise exception 'a submission is never changed' using errcode = 'restrict_violation';
    end $$;
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function submission_is_immutable() returns trigger language plpgsql as $$
    begin
      raise exception 'a submission is never changed' using errcode = 'restrict_violation';
    end $$;
    delete from submission where superseded_at is not null;
    drop index submission_counts;
    alter table submission drop late, drop superseded_at, add constraint submission_attempt_id_key unique (attempt_id);
    drop table allowance, late_copy, draft_snapshot;
    alter table draft drop editor, drop editor_seen_at;
    alter table attempt drop grace_seconds, drop own_work_at, drop from_attempt_id;
    alter table prompt_version drop cut_off_day, drop words_rule;
    alter table cohort drop grace_seconds;
  `.execute(db)
}
