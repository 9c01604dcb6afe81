import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- A page was told that the server stores this text: thinning out passes it over. Nothing else of a snapshot changes.
    alter table draft_snapshot add column pinned boolean not null default false;
    drop trigger draft_snapshot_immutable on draft_snapshot;
    create trigger draft_snapshot_immutable
      before update of id, attempt_id, revision, text, words, reason, taken_at on draft_snapshot
      for each row execute function refuse_change();
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    drop trigger draft_snapshot_immutable on draft_snapshot;
    create trigger draft_snapshot_immutable before update on draft_snapshot
      for each row execute function refuse_change();
    alter table draft_snapshot drop column pinned;
  `.execute(db)
}
