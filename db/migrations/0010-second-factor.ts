import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- Since when the person has a second factor: what every request and every sign-in asks.
    alter table person add second_factor_at timestamptz;

    -- An authenticator app. The secret is encrypted; last_step is the time step of the last code that was taken, so that no
    -- code is taken twice.
    create table totp (
      person_id uuid primary key references person on delete cascade,
      secret text not null,
      last_step bigint not null default 0,
      created_at timestamptz not null,
      confirmed_at timestamptz
    );

    create table recovery_code (
      person_id uuid not null references person on delete cascade,
      code_hash text not null,
      created_at timestamptz not null,
      used_at timestamptz,
      primary key (person_id, code_hash)
    );

    create table passkey (
      id text primary key,
      person_id uuid not null references person on delete cascade,
      name text not null check (length(name) between 1 and 60),
      public_key text not null,
      counter bigint not null,
      transports text[] not null,
      created_at timestamptz not null,
      last_used_at timestamptz
    );
    create index passkey_person on passkey (person_id);

    -- A passkey that is being added: what the browser was told to make.
    create table passkey_setup (
      person_id uuid primary key references person on delete cascade,
      options jsonb not null,
      expires_at timestamptz not null
    );

    -- A sign-in that waits for its second factor; only the hash of the cookie's token is stored.
    create table pending_sign_in (
      token_hash text primary key,
      person_id uuid not null references person on delete cascade,
      redirect_to text,
      passkey_options jsonb,
      tries integer not null default 0,
      expires_at timestamptz not null
    );
    create index pending_sign_in_person on pending_sign_in (person_id);
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop table pending_sign_in, passkey_setup, passkey, recovery_code, totp;
    alter table person drop second_factor_at;
  `.execute(db)
}
