import { sql } from 'kysely'
import { RIVAL_SECONDS } from '../presence.ts'

const unseen = (now: Date) =>
  sql<boolean>`draft.editor_seen_at < ${now}::timestamptz - ${RIVAL_SECONDS} * interval '1 second'`

/** True where no other page than `editor` writes on this `draft`: none ever did, or it was not seen for a while. */
export const isFree = (editor: string | null, now: Date) =>
  sql<boolean>`(draft.editor is null or draft.editor is not distinct from ${editor}::text or ${unseen(now)})`

/** True where `editor` is the page that writes on this `draft`; a page without a name is, while no other is seen. */
export const isMine = (editor: string | null, now: Date) =>
  editor === null ? isFree(editor, now) : sql<boolean>`(draft.editor is not distinct from ${editor}::text)`
