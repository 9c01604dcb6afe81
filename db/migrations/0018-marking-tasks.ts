import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What is marked. A participant's essay keeps its id and its text in submission; a known one has nobody behind it.
    create table script (
      id uuid primary key default gen_random_uuid(),
      kind text not null check (kind in ('submission', 'known')),
      submission_id uuid unique references submission on delete cascade check (submission_id = id),
      cohort_id uuid references cohort on delete cascade,
      prompt_version_id uuid not null references prompt_version,
      locale text not null check (locale in ('kk', 'ru', 'en')),
      alias text not null,
      text text,
      created_at timestamptz not null,
      check ((kind = 'submission') = (submission_id is not null)),
      check ((kind = 'known') = (text is not null)),
      check (kind = 'known' or cohort_id is not null)
    );
    -- The queue is searched by the beginning of a code.
    create index script_alias on script (alias text_pattern_ops);
    insert into script (id, kind, submission_id, cohort_id, prompt_version_id, locale, alias, created_at)
      select id, 'submission', id, cohort_id, prompt_version_id, locale, alias, submitted_at from submission;

    -- One seat of one script: open until a mark of the seat counts or the script does not count any more.
    create table marking_task (
      id uuid primary key default gen_random_uuid(),
      script_id uuid not null references script on delete cascade,
      seat text not null check (seat in ('first', 'second', 'third')),
      -- Copies of what its script says, for the queue's indexes.
      cohort_id uuid not null references cohort on delete cascade,
      prompt_id uuid not null references prompt,
      locale text not null,
      waits_since timestamptz not null,
      -- Until when its feedback is promised; null: nothing is.
      due_at timestamptz,
      order_at timestamptz not null generated always as (coalesce(due_at, waits_since)) stored,
      for_marker uuid references person on delete set null,
      done_at timestamptz,
      unique (script_id, seat)
    );
    -- The queue reads the first open tasks of a cohort, of a language in it, of a prompt and language in it: in this order
    -- and no further, however many there are.
    create index marking_task_open on marking_task (cohort_id, order_at, script_id) where done_at is null;
    create index marking_task_open_locale on marking_task (cohort_id, locale, order_at, script_id)
      where done_at is null;
    create index marking_task_open_prompt on marking_task (cohort_id, prompt_id, locale, order_at, script_id)
      where done_at is null;
    create index marking_task_for_marker on marking_task (for_marker) where done_at is null;
    insert into marking_task (script_id, seat, cohort_id, prompt_id, locale, waits_since, done_at)
      select s.id, 'first', s.cohort_id, s.prompt_id, s.locale, s.submitted_at,
        coalesce((select m.finalised_at from mark m where m.submission_id = s.id and m.withdrawn_at is null
          and m.seat = 'first'), s.superseded_at)
      from submission s;

    -- Whoever stores a submission opens its marking; rows that come back from a backup bring theirs with them.
    create function submission_opens_marking() returns trigger language plpgsql as $$
    begin
      if current_setting('alqa.restoring', true) = 'on' then return null; end if;
      insert into script (id, kind, submission_id, cohort_id, prompt_version_id, locale, alias, created_at)
        values (new.id, 'submission', new.id, new.cohort_id, new.prompt_version_id, new.locale, new.alias,
          new.submitted_at);
      insert into marking_task (script_id, seat, cohort_id, prompt_id, locale, waits_since, done_at)
        values (new.id, 'first', new.cohort_id, new.prompt_id, new.locale, new.submitted_at, new.superseded_at);
      return null;
    end $$;
    create trigger submission_opens_marking after insert on submission for each row
      execute function submission_opens_marking();
    create function superseded_ends_marking() returns trigger language plpgsql as $$
    begin
      update marking_task set done_at = new.superseded_at where script_id = new.id and done_at is null;
      return null;
    end $$;
    create trigger superseded_ends_marking after update of superseded_at on submission for each row
      when (old.superseded_at is null and new.superseded_at is not null) execute function superseded_ends_marking();

    -- A lease is on a seat. A draft is on the script: whoever loses a seat and takes another one goes on with it.
    alter table grading_lease add task_id uuid references marking_task on delete cascade;
    update grading_lease l set task_id = t.id from marking_task t
      where t.script_id = l.submission_id and t.seat = 'first';
    alter table grading_lease drop submission_id, add primary key (task_id);
    alter table mark_draft rename submission_id to script_id;
    alter table mark_draft drop constraint mark_draft_submission_id_fkey,
      add foreign key (script_id) references script on delete cascade;
    create or replace function end_leases_in_cohort() returns trigger language plpgsql as $$
    begin
      delete from grading_lease l using marking_task t
        where l.marker_id = old.person_id and t.id = l.task_id and t.cohort_id = old.cohort_id;
      return null;
    end $$;

    drop view released_outcome, marking_state;
    alter table mark rename submission_id to script_id;
    alter table mark drop constraint mark_submission_id_fkey,
      add foreign key (script_id) references script on delete cascade;
    alter index mark_submission rename to mark_script;
    -- A seat is done exactly while a mark of it counts.
    create function mark_ends_task() returns trigger language plpgsql as $$
    begin
      update marking_task set done_at = case when new.withdrawn_at is null then new.finalised_at end
        where script_id = new.script_id and seat = new.seat;
      return null;
    end $$;
    create trigger mark_ends_task after insert or update of withdrawn_at on mark for each row
      execute function mark_ends_task();

    -- What counts, and which marks it came from. A later decision is another row; none is changed but by its withdrawal
    -- together with its mark.
    create temporary table old_outcome on commit drop as select * from outcome;
    drop table outcome;
    create table outcome (
      id uuid primary key default gen_random_uuid(),
      script_id uuid not null references script on delete cascade,
      number integer not null default 1 check (number >= 1),
      points numeric not null,
      -- {criterionId: points}, halves included; null: those of the one mark it came from.
      criteria jsonb,
      from_marks uuid[] not null check (cardinality(from_marks) >= 1),
      rule text not null check (rule in ('single', 'mean', 'agreed', 'third', 'adjudicated', 'corrected')),
      -- Why a person decided so; rules give none.
      reason text,
      decided_by uuid not null references person,
      decided_at timestamptz not null,
      withdrawn_at timestamptz,
      unique (script_id, number),
      check ((rule in ('adjudicated', 'corrected')) <= (reason is not null))
    );
    insert into outcome (script_id, points, from_marks, rule, decided_by, decided_at)
      select submission_id, points, from_marks, rule, decided_by, decided_at from old_outcome;
    create function outcome_is_append_only() returns trigger language plpgsql as $$
    begin
      if old.withdrawn_at is null and new.withdrawn_at is not null
        and to_jsonb(new) - 'withdrawn_at' = to_jsonb(old) - 'withdrawn_at' then
        return new;
      end if;
      raise exception 'an outcome is never changed' using errcode = 'restrict_violation';
    end $$;
    create trigger outcome_append_only before update on outcome for each row
      execute function outcome_is_append_only();

    -- Feedback that was given can not be taken back: a release is never changed.
    create table release (
      outcome_id uuid primary key references outcome on delete cascade,
      released_at timestamptz not null,
      released_by uuid not null references person
    );
    create index release_at on release (released_at);
    create trigger release_append_only before update on release for each row execute function refuse_change();
    insert into release (outcome_id, released_at, released_by)
      select o.id, x.released_at, x.released_by from old_outcome x join outcome o on o.script_id = x.submission_id
      where x.released_at is not null;

    -- A script that is not to be released before somebody has looked into it.
    create table hold (
      id uuid primary key default gen_random_uuid(),
      script_id uuid not null references script on delete cascade,
      reason text not null check (reason <> ''),
      held_by uuid not null references person,
      held_at timestamptz not null,
      lifted_by uuid references person,
      lifted_at timestamptz,
      lifted_reason text check (lifted_reason <> ''),
      check ((lifted_at is null) = (lifted_by is null) and (lifted_at is null) = (lifted_reason is null))
    );
    create unique index hold_open on hold (script_id) where lifted_at is null;

    -- The decision that stands of each script; for marking alone.
    create view current_outcome as
      select o.* from outcome o
      where o.withdrawn_at is null and not exists (select from outcome n where n.script_id = o.script_id
        and n.number > o.number and n.withdrawn_at is null);

    -- The release gate: what leaves marking for participants leaves it through this view, and only once it is released.
    create view released_outcome as
      select o.script_id as submission_id, o.id as outcome_id, o.points, o.from_marks, r.released_at
      from outcome o join release r on r.outcome_id = o.id
      where not exists (select from outcome n join release later on later.outcome_id = n.id
        where n.script_id = o.script_id and n.number > o.number);
    create view released_mark as
      select o.submission_id, x.position::integer as position, m.seat, m.rubric_id, m.scores, m.remarks, m.annotations,
        m.overall
      from released_outcome o cross join unnest(o.from_marks) with ordinality x (mark_id, position)
        join mark m on m.id = x.mark_id;

    -- What marking says to the rest of the platform; marks and outcomes themselves are read by marking alone.
    create view marking_state as
      select s.id as submission_id,
        c.id is not null or exists (select from mark m where m.script_id = s.id and m.withdrawn_at is null) as marked,
        c.id is not null as decided,
        o.released_at
      from submission s left join current_outcome c on c.script_id = s.id
        left join released_outcome o on o.submission_id = s.id;
  `.execute(db)
}

/**
 * The way back keeps what the earlier schema has room for: marks, drafts, leases, and of the decisions on a script the
 * one that is released, else the one that stands. Second and third seats, known scripts, holds, and reasons are lost.
 */
export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop view marking_state, released_mark, released_outcome, current_outcome;
    drop trigger mark_ends_task on mark;
    drop function mark_ends_task;
    delete from script where kind = 'known';
    delete from mark where seat <> 'first';
    create temporary table kept_outcome on commit drop as
      select distinct on (o.script_id) o.script_id, o.points, o.from_marks, o.decided_by, o.decided_at, r.released_at,
        r.released_by
      from outcome o left join release r on r.outcome_id = o.id
      where o.withdrawn_at is null order by o.script_id, r.released_at is null, o.number desc;
    drop table hold, release, outcome;
    drop function outcome_is_append_only;
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
    insert into outcome
      select script_id, points, from_marks, 'single', decided_by, decided_at, released_at, released_by from kept_outcome;

    alter index mark_script rename to mark_submission;
    alter table mark drop constraint mark_script_id_fkey;
    alter table mark rename script_id to submission_id;
    alter table mark add foreign key (submission_id) references submission on delete cascade;
    create temporary table kept_lease on commit drop as
      select t.script_id, l.marker_id, l.taken_at, l.expires_at from grading_lease l
        join marking_task t on t.id = l.task_id where t.seat = 'first';
    drop table grading_lease;
    create table grading_lease (
      submission_id uuid primary key references submission on delete cascade,
      marker_id uuid not null references person on delete cascade,
      taken_at timestamptz not null,
      expires_at timestamptz not null
    );
    create index grading_lease_marker on grading_lease (marker_id, expires_at);
    insert into grading_lease select * from kept_lease;
    alter table mark_draft drop constraint mark_draft_script_id_fkey;
    alter table mark_draft rename script_id to submission_id;
    alter table mark_draft add foreign key (submission_id) references submission on delete cascade;
    create or replace function end_leases_in_cohort() returns trigger language plpgsql as $$
    begin
      delete from grading_lease l using submission s
        where l.marker_id = old.person_id and s.id = l.submission_id and s.cohort_id = old.cohort_id;
      return null;
    end $$;
    drop trigger submission_opens_marking on submission;
    drop trigger superseded_ends_marking on submission;
    drop function submission_opens_marking, superseded_ends_marking;
    drop table marking_task, script;

    create view marking_state as
      select s.id as submission_id,
        o.submission_id is not null or exists (select from mark m where m.submission_id = s.id
          and m.withdrawn_at is null) as marked,
        o.submission_id is not null as decided,
        o.released_at
      from submission s left join outcome o on o.submission_id = s.id;
    create view released_outcome as
      select submission_id, points, released_at from outcome where released_at is not null;
  `.execute(db)
}
