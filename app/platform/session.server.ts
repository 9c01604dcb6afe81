import { createHash } from 'node:crypto'
import { parse as parseCookies } from 'cookie'
import { type Kysely, sql } from 'kysely'
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia'
import type { ActorCohort, Person } from '#app/access/actor.ts'
import type { DB } from '#db/schema.ts'

type Attributes = Omit<Person, 'kind' | 'id' | 'sessionId' | 'needsSecondFactor'> & {
  hasSecondFactor: boolean
}

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, Attributes>
    DatabaseUserAttributes: Attributes
    DatabaseSessionAttributes: Partial<Pick<Browser, 'userAgent' | 'network'>>
  }
}

/** SHA-256 of a secret, base64url: what the database keeps in place of session ids and link tokens. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

const COOKIE = 'alqa_session'

// Not by Lucia's own parser, which throws on a broken cookie of somebody else's.
const sessionIn = (cookies: string | null): string | null => parseCookies(cookies ?? '')[COOKIE] || null

/** Days after which a session ends, however much it is used. */
export const SESSION_MAX_DAYS = 90

/** Days after which a session ends that nobody uses. */
const SESSION_IDLE_DAYS = 14

/** What a session remembers of the browser it was opened in, so that its owner can recognise it. */
export type Browser = {
  userAgent: string | null
  network: string | null
  /** The Cookie header that came with the request: the session it names ends. */
  cookies: string | null
}

// Written at most once in a quarter of an hour, so that the usual request only reads.
const markSeen = (db: Kysely<DB>, personId: string, hash: string) =>
  sql`with seen as (update session set last_seen_at = now() where id = ${hash})
    update person set last_seen_at = now() where id = ${personId}`.execute(db)

// Every request runs this.
const sessionByHash = (db: Kysely<DB>, hash: string) =>
  db
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .where('s.id', '=', hash)
    .where(sql<boolean>`s.created_at > now() - make_interval(days => ${SESSION_MAX_DAYS})`)
    .where('p.deactivated_at', 'is', null)
    .select(['s.expires_at', 'p.id', 'p.name', 'p.email', 'p.role', 'p.locale'])
    .select(sql<boolean>`p.second_factor_at is not null`.as('hasSecondFactor'))
    .select(sql<boolean>`coalesce(s.last_seen_at < now() - interval '15 minutes', true)`.as('stale'))
    .select(
      sql<ActorCohort[]>`coalesce((select json_agg(json_build_object('id', c.id, 'name', c.name,
        'startDate', c.start_date, 'zone', c.zone, 'days', c.days, 'openingMinute', c.opening_minute)
        order by c.start_date desc, c.id)
        from enrolment e join cohort c on c.id = e.cohort_id where e.person_id = p.id), '[]'::json)`.as(
        'cohorts',
      ),
    )
    .executeTakeFirst()

/** Lucia's storage on our pool: one statement a request, ids hashed. */
function adapterOn(db: Kysely<DB>): Adapter {
  return {
    async getSessionAndUser(id): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const hash = hashSecret(id)
      const row = await sessionByHash(db, hash)
      if (!row) return [null, null]
      const { expires_at, id: userId, stale, ...attributes } = row
      if (stale) await markSeen(db, userId, hash)
      return [
        { id, userId, expiresAt: expires_at, attributes: {} },
        { id: userId, attributes },
      ]
    },
    async getUserSessions() {
      throw new Error('ids of sessions are not known here')
    },
    async setSession({ id, userId, expiresAt, attributes }) {
      const { userAgent, network } = attributes
      const hash = hashSecret(id)
      await db
        .insertInto('session')
        .values({ id: hash, person_id: userId, expires_at: expiresAt, user_agent: userAgent, network })
        .execute()
      await markSeen(db, userId, hash)
    },
    async updateSessionExpiration(id, expiresAt) {
      await db
        .updateTable('session')
        .set({ expires_at: expiresAt })
        .where('id', '=', hashSecret(id))
        .execute()
    },
    async deleteSession(id) {
      await db.deleteFrom('session').where('id', '=', hashSecret(id)).execute()
    },
    async deleteUserSessions(personId) {
      await db.deleteFrom('session').where('person_id', '=', personId).execute()
    },
    deleteExpiredSessions: () => sweepSessions(db),
  }
}

/** What the rest of the platform may do with sessions. */
export type Sessions = {
  /** The person behind the request's cookie, or null; `cookie` is to be set where the session was prolonged or is gone. */
  read(request: Request): Promise<{ person: Person | null; cookie: string | null }>
  /**
   * Opens a session of 14 days, prolonged while it is used, for 90 days at most; ends the one that the browser had.
   * Returns the cookie to set.
   */
  open(personId: string, browser?: Partial<Browser>): Promise<string>
  /** Ends one session; returns the cookie that clears it. */
  close(sessionId: string): Promise<string>
}

/**
 * Sessions on Lucia, which appears nowhere else. `secure` marks the cookie for https only; with `staffSecondFactor`
 * required, staff without one are marked as in need of it.
 */
export function sessionsOn(
  db: Kysely<DB>,
  secure: boolean,
  staffSecondFactor: 'required' | 'optional' = 'optional',
): Sessions {
  const lucia = new Lucia<Record<never, never>, Attributes>(adapterOn(db), {
    sessionExpiresIn: new TimeSpan(SESSION_IDLE_DAYS, 'd'),
    sessionCookie: { name: COOKIE, attributes: { secure, sameSite: 'lax', path: '/' } },
    getUserAttributes: (attributes) => attributes,
  })
  return {
    async read(request) {
      const id = sessionIn(request.headers.get('Cookie'))
      if (!id) return { person: null, cookie: null }
      const { session, user } = await lucia.validateSession(id)
      if (!session) return { person: null, cookie: lucia.createBlankSessionCookie().serialize() }
      const { id: personId, hasSecondFactor, ...attributes } = user
      const needsSecondFactor =
        staffSecondFactor === 'required' && attributes.role !== 'participant' && !hasSecondFactor
      const cookie = session.fresh ? lucia.createSessionCookie(id).serialize() : null
      return {
        person: { kind: 'person', id: personId, sessionId: id, needsSecondFactor, ...attributes },
        cookie,
      }
    },
    async open(personId, { userAgent = null, network = null, cookies = null } = {}) {
      const old = sessionIn(cookies)
      if (old) await lucia.invalidateSession(old)
      const session = await lucia.createSession(personId, {
        userAgent: userAgent?.slice(0, 400) ?? null,
        network,
      })
      return lucia.createSessionCookie(session.id).serialize()
    },
    async close(sessionId) {
      await lucia.invalidateSession(sessionId)
      return lucia.createBlankSessionCookie().serialize()
    },
  }
}

/** Deletes sessions that have expired or are older than a session may become. */
export async function sweepSessions(db: Kysely<DB>): Promise<void> {
  await db
    .deleteFrom('session')
    .where(
      sql<boolean>`expires_at <= now() or created_at <= now() - make_interval(days => ${SESSION_MAX_DAYS})`,
    )
    .execute()
}
