import type { Kysely, Transaction } from 'kysely'
import type { Actor } from '#app/access/actor.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { DB } from '#db/schema.ts'

/** What every query and operation gets first. `now` is the server's clock, in UTC; tests bring their own. */
export type Ctx = {
  db: Kysely<DB>
  actor: Actor
  now: () => Date
  requestId: string
  locale: Locale
}

/** A Ctx inside a transaction: a step that demands it does not compile outside of one. */
export type TxCtx = Ctx & { db: Transaction<DB> }

/** Runs `work` in one transaction; it commits when `work` returns and rolls back when it throws. */
export function inTransaction<T>(ctx: Ctx, work: (tx: TxCtx) => Promise<T>): Promise<T> {
  return ctx.db.transaction().execute((db) => work({ ...ctx, db }))
}

/** The id of the person who acts; throws for visitors and for the system. */
export function actorId(ctx: Ctx): string {
  if (ctx.actor.kind !== 'person') throw new Error(`no person acts here, but ${ctx.actor.kind}`)
  return ctx.actor.id
}
