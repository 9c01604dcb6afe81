import { createHash } from 'node:crypto'
import { CompiledQuery, type Kysely } from 'kysely'
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible'
import type { DB } from '#db/schema.ts'

/** Counts tries by key; keys are stored as hashes. */
export type Limit = {
  /** Counts a try; answers how many seconds to wait, 0 where the try is allowed. */
  spend(key: string): Promise<number>
  /** Takes one counted try back. */
  refund(key: string): Promise<void>
  forget(key: string): Promise<void>
}

/** The refusal of an operation that a limit holds back; `wait` in seconds. */
export type TooMany = { reason: 'too_many'; wait: number }

/** A limit with the key to count under. */
export type Charge = [limit: Limit, key: string]

/**
 * Counts one try under each charge, in order, and answers how many seconds to wait, 0 where the try is allowed. A refused
 * try is counted under none of them: who is refused for one reason uses up nothing of another.
 */
export async function spendAll(charges: readonly Charge[]): Promise<number> {
  for (const [index, [limit, key]] of charges.entries()) {
    const wait = await limit.spend(key)
    if (wait === 0) continue
    await refundAll(charges.slice(0, index + 1))
    return wait
  }
  return 0
}

/** Takes back what `spendAll` counted: the try was no failure. */
export async function refundAll(charges: readonly Charge[]): Promise<void> {
  await Promise.all(charges.map(([limit, key]) => limit.refund(key)))
}

/** The limits of the platform, counted in Postgres, so that they hold for all processes. */
export type Limits = Record<
  'network' | 'account' | 'accountAnywhere' | 'knownNetwork' | 'mail' | 'mailNetwork' | 'verify',
  Limit
>

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
  const hashed = (key: string) => createHash('sha256').update(key).digest('base64url')
  return {
    async spend(key) {
      try {
        await limiter.consume(hashed(key))
        return 0
      } catch (refusal) {
        if (refusal instanceof RateLimiterRes) return Math.max(1, Math.ceil(refusal.msBeforeNext / 1000))
        throw refusal
      }
    },
    async refund(key) {
      await limiter.reward(hashed(key))
    },
    async forget(key) {
      await limiter.delete(hashed(key))
    },
  }
}

const QUARTER = 15 * 60
const HOUR = 60 * 60

/**
 * What may fail before one has to wait. Wrong passwords in 15 minutes: 10 for one account from one network, 100 for one
 * account from everywhere, 200 from one network for all accounts (a whole court or a carrier may share one address), and 100
 * for an account from a network that it is known in. Mails that anybody may ask for: 3 an hour to one account, 100 from
 * one network. Receipts that anybody may check: 100 in 15 minutes by address.
 */
export const limitsOn = (db: Kysely<DB>): Limits => ({
  network: limitOn(db, 'network', 200, QUARTER),
  account: limitOn(db, 'account', 10, QUARTER),
  accountAnywhere: limitOn(db, 'anywhere', 100, QUARTER),
  knownNetwork: limitOn(db, 'known', 100, QUARTER),
  mail: limitOn(db, 'mail', 3, HOUR),
  mailNetwork: limitOn(db, 'mail-network', 100, HOUR),
  verify: limitOn(db, 'verify', 100, QUARTER),
})

/** Deletes counted tries whose time is over. */
export async function sweepLimits(db: Kysely<DB>): Promise<void> {
  await db.deleteFrom('rate_limit').where('expire', '<', String(Date.now())).execute()
}
