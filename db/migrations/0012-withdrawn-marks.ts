import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- A marker may take an own mark back for a while: the row stays as it was, and says when it ceased to count.
    -- revision: of the draft that it was made from, so that the draft which comes back is newer than every open window.
    alter table mark add withdrawn_at timestamptz, add revision integer not null default 0;
    alter table mark drop constraint mark_submission_id_seat_key, drop constraint mark_submission_id_marker_id_key;
    create unique index mark_seat on mark (submission_id, seat) where withdrawn_at is null;
    create unique index mark_marker on mark (submission_id, marker_id) where withdrawn_at is null;
    create index mark_submission on mark (submission_id);
    create or replace function mark_is_append_only() returns trigger language plpgsql as $$
    begin
      if old.withdrawn_at is null and new.withdrawn_at is not null
        and to_jsonb(new) - 'withdrawn_at' = to_jsonb(old) - 'withdrawn_at' then
        return new;
      end if;
      raise exception 'a mark is never changed' using errcode = 'restrict_violation';
    end $$;

    create or replace view marking_state as
      select s.id as submission_id,
        o.submission_id is not null or exists (select from mark m where m.submission_id = s.id
          and m.withdrawn_at is null) as marked,
        o.submission_id is not null as decided,
        o.released_at
      from submission s left join outcome o on o.submission_id = s.id;

    -- Whoever may not mark any more holds no script, whatever part of the platform took the right away.
    create function end_leases_of_person() returns trigger language plpgsql as $$
    begin
      delete from grading_lease where marker_id = new.id;
      return null;
    end $$;
    create trigger person_leaves_marking after update of role, deactivated_at on person for each row
      when (old.role <> new.role or (old.deactivated_at is null and new.deactivated_at is not null))
      execute function end_leases_of_person();
    create function end_leases_in_cohort() returns trigger language plpgsql as $$
    begin
      delete from grading_lease l using submission s
        where l.marker_id = old.person_id and s.id = l.submission_id and s.cohort_id = old.cohort_id;
      return null;
    end $$;
    create trigger enrolment_ends_leases after delete on enrolment for each row
      execute function end_leases_in_cohort();
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger enrolment_ends_leases on enrolment;
    drop trigger person_leaves_marking on person;
    drop function end_leases_in_cohort, end_leases_of_person;
    delete from mark where withdrawn_at is not null;
    create or replace view marking_state as
      select s.id as submission_id,
        o.submission_id is not null or exists (select from mark m where m.submission_id = s.id) as marked,
        o.submission_id is not null as decided,
        o.released_at
      from submission s left join outcome o on o.submission_id = s.id;
    create or replace function mark_is_append_only() returns trigger language plpgsql as $$
    begin
      raise exception 'a mark is never changed' using errcode = 'restrict_violation';
    end $$;
    drop index mark_submission, mark_marker, mark_seat;
    alter table mark add unique (submission_id, seat), add unique (submission_id, marker_id);
    alter table mark drop revision, drop withdrawn_at;
  `.execute(db)
}
