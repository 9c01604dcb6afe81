import { CompiledQuery, type Kysely } from 'kysely'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { DB } from '#db/schema.ts'

/** Counts tries by key; `spend` answers how many seconds to wait, 0 where the try is allowed. */
export type Limit = {
  spend(key: string): Promise<number>
  forget(key: string): Promise<void>
}

/** The limits of the house, counted in Postgres, so that they hold for all processes. */
export type Limits = { account: Limit; address: Limit; mail: Limit; verify: Limit }

function limitOn(db: Kysely<DB>, name: string, points: number, seconds: number): Limit {
  const limiter = new RateLimiterPostgres({
    // The library wants a pool; ours is behind Kysely.
    storeClient: {
      async query(query: { text: string; values?: unknown[] }) {
        const result = await db.executeQuery(CompiledQuery.raw(query.text, query.values))
        return { rows: result.rows, rowCount: result.rows.length }
      },
    },
    storeType: 'pool',
    tableName: 'rate_limit',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix: name,
    points,
    duration: seconds,
  })
  return {
    async spend(key) {
      try {
        await limiter.consume(key.slice(0, 200))
        return 0
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
        throw refusal
      }
    },
    async forget(key) {
      await limiter.delete(key.slice(0, 200))
    },
  }
}

/**
 * Strict by account (10 tries in 15 minutes), loose by address (200 in 15 minutes): a whole court or a carrier may
 * share one address. Mails that anybody may ask for: 3 an hour to one account. Receipts that anybody may check: 100 in
 * 15 minutes by address.
 */
export const limitsOn = (db: Kysely<DB>): Limits => ({
  account: limitOn(db, 'account', 10, 15 * 60),
  address: limitOn(db, 'address', 200, 15 * 60),
  mail: limitOn(db, 'mail', 3, 60 * 60),
  verify: limitOn(db, 'verify', 100, 15 * 60),
})
