import { createHash } from 'node:crypto'
import { type Kysely, sql } from 'kysely'
import { type Adapter, type DatabaseSession, type DatabaseUser, Lucia, TimeSpan } from 'lucia'
import type { ActorCohort, Person } from '#app/access/actor.ts'
import { prepared } from '#db/prepared.ts'
import type { DB } from '#db/schema.ts'

type Attributes = Omit<Person, 'kind' | 'id' | 'sessionId'>

declare module 'lucia' {
  interface Register {
    Lucia: Lucia<Record<never, never>, Attributes>
    DatabaseUserAttributes: Attributes
  }
}

/** SHA-256 of a secret, base64url: what the database keeps in place of session ids and link tokens. */
export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')

// Written at most once in a quarter of an hour, so that the usual request only reads.
const see = (db: Kysely<DB>, personId: string) =>
  db
    .updateTable('person')
    .set({ last_seen_at: sql<Date>`now()` })
    .where('id', '=', personId)
    .where(sql<boolean>`coalesce(last_seen_at < now() - interval '15 minutes', true)`)
    .execute()

type SessionRow = Attributes & { id: string; expires_at: Date; stale: boolean }

// Every request asks this.
const sessionByHash = prepared<{ hash: string }, SessionRow>((db, { hash }) =>
  db
    .selectFrom('session as s')
    .innerJoin('person as p', 'p.id', 's.person_id')
    .where('s.id', '=', hash)
    .where('p.deactivated_at', 'is', null)
    .select(['s.expires_at', 'p.id', 'p.name', 'p.email', 'p.role', 'p.locale'])
    .select(sql<boolean>`coalesce(p.last_seen_at < now() - interval '15 minutes', true)`.as('stale'))
    .select(
      sql<ActorCohort[]>`coalesce((select json_agg(json_build_object('id', c.id, 'name', c.name,
        'startDate', c.start_date, 'zone', c.zone, 'days', c.days, 'openingMinute', c.opening_minute)
        order by c.start_date desc, c.id)
        from enrolment e join cohort c on c.id = e.cohort_id where e.person_id = p.id), '[]'::json)`.as(
        'cohorts',
      ),
    )
    .compile(),
)

/** Lucia's storage on our pool: one statement a request, ids hashed. */
function adapterOn(db: Kysely<DB>): Adapter {
  return {
    async getSessionAndUser(id): Promise<[DatabaseSession | null, DatabaseUser | null]> {
      const [row] = await sessionByHash(db, { hash: hashSecret(id) })
      if (!row) return [null, null]
      const { expires_at, id: userId, stale, ...attributes } = row
      if (stale) await see(db, userId)
      return [
        { id, userId, expiresAt: expires_at, attributes: {} },
        { id: userId, attributes },
      ]
    },
    async getUserSessions() {
      throw new Error('sessions are never listed: their ids are not known to us')
    },
    async setSession(session) {
      await db
        .insertInto('session')
        .values({ id: hashSecret(session.id), person_id: session.userId, expires_at: session.expiresAt })
        .execute()
      await see(db, session.userId)
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
    async deleteExpiredSessions() {
      await db.deleteFrom('session').where('expires_at', '<=', new Date()).execute()
    },
  }
}

/** The four things that the rest of the house may do with sessions. */
export type Sessions = {
  /** The person behind the request's cookie, or null; `cookie` is to be set where the session was prolonged or is gone. */
  read(request: Request): Promise<{ person: Person | null; cookie: string | null }>
  /** Opens a session for 14 days, prolonged while it is used; returns the cookie to set. */
  open(personId: string): Promise<string>
  /** Ends one session; returns the cookie that clears it. */
  close(sessionId: string): Promise<string>
  /** Ends all sessions of a person: a new password, a deactivation. */
  closeAll(personId: string): Promise<void>
}

/** Sessions on Lucia, which appears nowhere else. `secure` marks the cookie for https only. */
export function sessionsOn(db: Kysely<DB>, secure: boolean): Sessions {
  const lucia = new Lucia<Record<never, never>, Attributes>(adapterOn(db), {
    sessionExpiresIn: new TimeSpan(14, 'd'),
    sessionCookie: { name: 'alqa_session', attributes: { secure, sameSite: 'lax', path: '/' } },
    getUserAttributes: (attributes) => attributes,
  })
  return {
    async read(request) {
      const id = lucia.readSessionCookie(request.headers.get('Cookie') ?? '')
      if (!id) return { person: null, cookie: null }
      const { session, user } = await lucia.validateSession(id)
      if (!session) return { person: null, cookie: lucia.createBlankSessionCookie().serialize() }
      const { id: personId, ...attributes } = user
      const cookie = session.fresh ? lucia.createSessionCookie(id).serialize() : null
      return { person: { kind: 'person', id: personId, sessionId: id, ...attributes }, cookie }
    },
    async open(personId) {
      const session = await lucia.createSession(personId, {})
      return lucia.createSessionCookie(session.id).serialize()
    },
    async close(sessionId) {
      await lucia.invalidateSession(sessionId)
      return lucia.createBlankSessionCookie().serialize()
    },
    closeAll: (personId) => lucia.invalidateUserSessions(personId),
  }
}
