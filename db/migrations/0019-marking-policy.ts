import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- How a cohort's essays on a prompt are marked. The newest row is in force for what is handed in from then on; a task
    -- keeps the one it was opened under, so that a promise that was given stays.
    create table marking_policy (
      id uuid primary key default gen_random_uuid(),
      cohort_id uuid not null references cohort on delete cascade,
      prompt_id uuid not null references prompt,
      number integer not null check (number >= 1),
      -- Feedback is promised so many hours after handing in; null: nothing is promised.
      turnaround_hours integer check (turnaround_hours between 1 and 720),
      set_by uuid not null references person,
      set_at timestamptz not null,
      unique (cohort_id, prompt_id, number)
    );
    create trigger marking_policy_append_only before update on marking_policy
      for each row execute function refuse_change();

    alter table marking_task
      add policy_id uuid references marking_policy,
      -- When the leads were told that its promise is near.
      add alarmed_at timestamptz;

    -- What a marker finished today.
    create index mark_marker_day on mark (marker_id, finalised_at);

    create function current_policy(cohort uuid, prompt uuid) returns marking_policy language sql stable as $$
      select * from marking_policy where cohort_id = cohort and prompt_id = prompt order by number desc limit 1
    $$;

    -- A quarter of the promised time before its end there is still time to act: a job looks then, one an hour at most for
    -- each prompt of a cohort.
    create or replace function submission_opens_marking() returns trigger language plpgsql as $$
    declare
      policy marking_policy;
      due timestamptz;
      alarm timestamptz;
    begin
      if current_setting('alqa.restoring', true) = 'on' then return null; end if;
      policy := current_policy(new.cohort_id, new.prompt_id);
      due := new.submitted_at + policy.turnaround_hours * interval '1 hour';
      insert into script (id, kind, submission_id, cohort_id, prompt_version_id, locale, alias, created_at)
        values (new.id, 'submission', new.id, new.cohort_id, new.prompt_version_id, new.locale, new.alias,
          new.submitted_at);
      insert into marking_task (script_id, seat, cohort_id, prompt_id, locale, waits_since, due_at, policy_id, done_at)
        values (new.id, 'first', new.cohort_id, new.prompt_id, new.locale, new.submitted_at, due, policy.id,
          new.superseded_at);
      if due is not null and new.superseded_at is null then
        alarm := date_trunc('hour', due - policy.turnaround_hours * interval '15 minutes');
        perform graphile_worker.add_job('promise.watch',
          json_build_object('cohortId', new.cohort_id, 'promptId', new.prompt_id), run_at => alarm, max_attempts => 10,
          job_key => format('promise:%s:%s:%s', new.cohort_id, new.prompt_id, extract(epoch from alarm)::bigint));
      end if;
      return null;
    end $$;
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function submission_opens_marking() returns trigger language plpgsql as $$
    begin
      if current_setting('alqa.restoring', true) = 'on' then return null; end if;
      insert into script (id, kind, submission_id, cohort_id, prompt_version_id, locale, alias, created_at)
        values (new.id, 'submission', new.id, new.cohort_id, new.prompt_version_id, new.locale, new.alias,
          new.submitted_at);
      insert into marking_task (script_id, seat, cohort_id, prompt_id, locale, waits_since, done_at)
        values (new.id, 'first', new.cohort_id, new.prompt_id, new.locale, new.submitted_at, new.superseded_at);
      return null;
    end $$;
    drop function current_policy;
    drop index mark_marker_day;
    update marking_task set due_at = null;
    alter table marking_task drop policy_id, drop alarmed_at;
    drop table marking_policy;
  `.execute(db)
}
