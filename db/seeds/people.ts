import { randomUUID } from 'node:crypto'
import { hash } from '@node-rs/argon2'
import type { Insertable, Kysely } from 'kysely'
import type { DB, Person } from '../schema.ts'

/** The password of every seeded person. */
export const SEED_PASSWORD = 'alqa-demo'

let seedHash: Promise<string> | undefined

/** The hash of the seed password. One for all: in demos and tests 150 hashes would only cost time. */
export const seedPasswordHash = (): Promise<string> => {
  seedHash ??= hash(SEED_PASSWORD, { memoryCost: 19_456, timeCost: 2, parallelism: 1 })
  return seedHash
}

export type SeededPerson = { id: string; email: string; name: string }

/** Inserts one person with the seed password, a participant writing Russian unless told otherwise; enrols her in `cohortId`. */
export async function seedPerson(
  db: Kysely<DB>,
  given: Partial<Insertable<Person>> & { cohortId?: string } = {},
): Promise<SeededPerson> {
  const { cohortId, ...columns } = given
  const person = {
    id: randomUUID(),
    email: `${randomUUID()}@demo.test`,
    name: 'Айгерім Сәрсенова',
    role: 'participant' as const,
    password_hash: await seedPasswordHash(),
    ...columns,
  }
  await db.insertInto('person').values(person).execute()
  if (cohortId)
    await db.insertInto('enrolment').values({ cohort_id: cohortId, person_id: person.id }).execute()
  return { id: person.id, email: person.email, name: person.name }
}
