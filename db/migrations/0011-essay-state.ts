import { type Kysely, sql } from 'kysely'

export async function up(db: Kysely<unknown>): Promise<void> {
  await sql`
    -- What marking says to the rest of the platform; marks and outcomes themselves are read by marking alone.
    create view marking_state as
      select s.id as submission_id,
        o.submission_id is not null or exists (select from mark m where m.submission_id = s.id) as marked,
        o.submission_id is not null as decided,
        o.released_at
      from submission s left join outcome o on o.submission_id = s.id;

    -- The release gate: points leave marking through this view, and only once they are released.
    create view released_outcome as
      select submission_id, points, released_at from outcome where released_at is not null;

    -- Lists show the length of a draft without reading its text. Whoever writes the text counts its words.
    alter table draft add words integer not null default 0 check (words >= 0);
    update draft set words = regexp_count(text collate "kk-x-icu", '[[:alnum:]]+([-’''][[:alnum:]]+)*')
      where text <> '';
  `.execute(db)
}

export async function down(db: Kysely<unknown>): Promise<void> {
  await sql`
    alter table draft drop words;
    drop view released_outcome, marking_state;
  `.execute(db)
}
