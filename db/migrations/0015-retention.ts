import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table cohort
      -- On this day, in the cohort's zone, its participants are erased. Null: nobody is.
      add retain_until date check (retain_until >= start_date + days),
      -- The last warning about that day: so many days before it, and when it went out. A changed day begins anew.
      add retention_warned integer,
      add retention_warned_at timestamptz,
      add check ((retention_warned is null) = (retention_warned_at is null));
    create index cohort_retained on cohort (retain_until) where retain_until is not null;
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table cohort drop retain_until, drop retention_warned, drop retention_warned_at`.execute(db)
}
