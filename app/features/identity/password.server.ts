import { availableParallelism } from 'node:os'
import { hash, verify } from '@node-rs/argon2'
import { boundedQueue } from '#app/platform/bounded-queue.ts'
import type { Result } from '#app/platform/result.ts'

// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. About 20 ms, off the event loop.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

// Hashes run on the threads that also compress pages and read files, on the same cores: one at a time leaves a small machine
// able to answer, two a larger one. A whole cohort that signs in within one second waits some seconds; more is an attack.
const queue = boundedQueue({ atOnce: availableParallelism() >= 4 ? 2 : 1, waiting: 200 })

/** Hash of a password (argon2id), for the database; refuses with `busy` where too many wait for theirs. */
export const hashPassword = (password: string): Promise<Result<string, 'busy'>> =>
  queue(() => hash(password.normalize('NFKC'), options))

// Somebody without a password costs as much time as a wrong password: the answer's time tells no addresses.
let decoy: Promise<string> | undefined

/**
 * True where the password belongs to the hash. With no hash it is always false, after the same work. Refuses with `busy`
 * where too many wait for theirs.
 */
export async function passwordMatches(
  passwordHash: string | null,
  password: string,
): Promise<Result<boolean, 'busy'>> {
  return queue(async () => {
    decoy ??= hash('decoy', options)
    const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFKC'))
    return matches && passwordHash !== null
  })
}
