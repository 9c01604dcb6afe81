import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What a person recognises a session by.
    alter table session add user_agent text, add network text, add last_seen_at timestamptz;
    create index session_expires on session (expires_at);

    -- Networks from which a person has signed in: a lock against guessing does not keep these out. Keyed hashes.
    create table known_network (
      person_id uuid not null references person on delete cascade,
      network_hash text not null,
      seen_at timestamptz not null,
      primary key (person_id, network_hash)
    );

    -- Part of the calendar feed's key: the next number makes the old address useless.
    alter table person add calendar_key_number integer not null default 0;
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table person drop calendar_key_number;
    drop table known_network;
    drop index session_expires;
    alter table session drop user_agent, drop network, drop last_seen_at;
  `.execute(db)
}
