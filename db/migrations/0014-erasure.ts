import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- An erased person stays as a row without a name: audit rows and marks refer to it.
    alter table person add erased_at timestamptz;

    -- An erasure takes words out of the details of an audit row. Nothing else of it changes, and nothing is added.
    create function audit_event_is_append_only() returns trigger language plpgsql as $$
    begin
      if tg_op = 'UPDATE' and to_jsonb(new) - 'details' = to_jsonb(old) - 'details'
        and old.details @> new.details then return new; end if;
      raise exception '% rows are never changed', tg_table_name using errcode = 'restrict_violation';
    end $$;
    drop trigger audit_event_append_only on audit_event;
    create trigger audit_event_append_only before update or delete on audit_event
      for each row execute function audit_event_is_append_only();

    -- A request that was under way while its person was erased stores nothing more about her. The key lock waits for the
    -- erasure, or makes the erasure wait and see the row.
    create function skip_of_erased_person() returns trigger language plpgsql as $$
    begin
      if new.person_id is null then return new; end if;
      perform from person where id = new.person_id and erased_at is null for key share;
      return case when found then new end;
    end $$;
    create trigger session_skips_erased before insert on session
      for each row execute function skip_of_erased_person();
    create trigger access_link_skips_erased before insert on access_link
      for each row execute function skip_of_erased_person();
    create trigger known_network_skips_erased before insert on known_network
      for each row execute function skip_of_erased_person();
    create trigger totp_skips_erased before insert on totp
      for each row execute function skip_of_erased_person();
    create trigger recovery_code_skips_erased before insert on recovery_code
      for each row execute function skip_of_erased_person();
    create trigger passkey_skips_erased before insert on passkey
      for each row execute function skip_of_erased_person();
    create trigger passkey_setup_skips_erased before insert on passkey_setup
      for each row execute function skip_of_erased_person();
    create trigger pending_sign_in_skips_erased before insert on pending_sign_in
      for each row execute function skip_of_erased_person();
    create trigger mail_skips_erased before insert on mail
      for each row execute function skip_of_erased_person();
    create trigger enrolment_skips_erased before insert on enrolment
      for each row execute function skip_of_erased_person();
    create trigger allowance_skips_erased before insert on allowance
      for each row execute function skip_of_erased_person();
    -- Closed ones come back from a backup.
    create trigger attempt_skips_erased before insert on attempt
      for each row when (new.closed_at is null) execute function skip_of_erased_person();

    create function skip_text_of_erased_person() returns trigger language plpgsql as $$
    begin
      perform from person p join attempt a on a.person_id = p.id
        where a.id = new.attempt_id and p.erased_at is null for key share of a;
      return case when found then new end;
    end $$;
    create trigger draft_snapshot_skips_erased before insert on draft_snapshot
      for each row execute function skip_text_of_erased_person();
    create trigger late_copy_skips_erased before insert on late_copy
      for each row execute function skip_text_of_erased_person();
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger late_copy_skips_erased on late_copy;
    drop trigger draft_snapshot_skips_erased on draft_snapshot;
    drop trigger attempt_skips_erased on attempt;
    drop trigger allowance_skips_erased on allowance;
    drop trigger enrolment_skips_erased on enrolment;
    drop trigger mail_skips_erased on mail;
    drop trigger known_network_skips_erased on known_network;
    drop trigger totp_skips_erased on totp;
    drop trigger recovery_code_skips_erased on recovery_code;
    drop trigger passkey_skips_erased on passkey;
    drop trigger passkey_setup_skips_erased on passkey_setup;
    drop trigger pending_sign_in_skips_erased on pending_sign_in;
    drop trigger access_link_skips_erased on access_link;
    drop trigger session_skips_erased on session;
    drop trigger audit_event_append_only on audit_event;
    create trigger audit_event_append_only before update or delete on audit_event
      for each row execute function refuse_change();
    drop function skip_text_of_erased_person, skip_of_erased_person, audit_event_is_append_only;
    alter table person drop erased_at;
  `.execute(db)
}
