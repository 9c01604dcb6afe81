import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    create table person (
      id uuid primary key default gen_random_uuid(),
      email text not null check (email = lower(email) and email like '%_@_%'),
      name text not null check (length(name) between 1 and 200),
      role text not null check (role in ('participant', 'instructor', 'lead', 'admin', 'observer')),
      locale text not null default 'ru' check (locale in ('kk', 'ru', 'en')),
      password_hash text,
      region text,
      employer text,
      created_at timestamptz not null default now(),
      last_seen_at timestamptz,
      deactivated_at timestamptz
    );
    create unique index person_email on person (email);
    create index person_role on person (role);

    -- id is the SHA-256 of the cookie's value: a copy of the database opens no session.
    create table session (
      id text primary key,
      person_id uuid not null references person on delete cascade,
      expires_at timestamptz not null,
      created_at timestamptz not null default now()
    );
    create index session_person on session (person_id);

    -- Invitation and password-reset links; only the hash of the link's token is kept.
    create table access_link (
      token_hash text primary key,
      person_id uuid not null references person on delete cascade,
      purpose text not null check (purpose in ('invitation', 'reset')),
      expires_at timestamptz not null,
      used_at timestamptz,
      created_by uuid references person,
      created_at timestamptz not null default now()
    );
    create index access_link_person on access_link (person_id, purpose);

    -- The layout that rate-limiter-flexible expects.
    create table rate_limit (
      key text primary key,
      points integer not null default 0,
      expire bigint
    );

    create table audit_event (
      id bigint generated always as identity primary key,
      at timestamptz not null,
      actor_id uuid references person,
      type text not null,
      subject_id text,
      details jsonb not null default '{}',
      request_id text not null
    );
    create index audit_event_at on audit_event (at desc, id desc);
    create index audit_event_subject on audit_event (subject_id, at desc);

    create function refuse_change() returns trigger language plpgsql as $$
    begin
      raise exception '% rows are never changed', tg_table_name using errcode = 'restrict_violation';
    end $$;
    create trigger audit_event_append_only before update or delete on audit_event
      for each row execute function refuse_change();

    -- What was sent to whom and how that went; the text itself stays with the transport.
    create table mail (
      id uuid primary key default gen_random_uuid(),
      person_id uuid references person on delete set null,
      recipient text not null,
      kind text not null,
      subject text not null,
      sent_at timestamptz,
      file text,
      created_at timestamptz not null default now()
    );
    create index mail_created on mail (created_at desc, id desc);
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table mail, audit_event, rate_limit, access_link, session, person;
    drop function refuse_change;
  `.execute(db)
}
