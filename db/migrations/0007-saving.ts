import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- A draft is written over every few seconds: packing it each time was half of what a save cost the database. There
    -- is one for each attempt, so the room is nothing; snapshots and submissions stay packed. Room on a page for the next
    -- revision spares the index.
    alter table draft alter text set storage external, set (fillfactor = 50);
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`alter table draft alter text set storage extended, reset (fillfactor)`.execute(db)
}
