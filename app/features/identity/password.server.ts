import { hash, verify } from '@node-rs/argon2'

// OWASP Password Storage Cheat Sheet, argon2id: 19 MiB, two passes, one lane. About 20 ms, off the event loop.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Hash of a password (argon2id), for the database. */
export const hashPassword = (password: string): Promise<string> => hash(password.normalize('NFKC'), options)

// Somebody without a password costs as much time as a wrong password: the answer's time tells no addresses.
let decoy: Promise<string> | undefined

/** True where the password belongs to the hash. With no hash it is always false, after the same work. */
export async function passwordMatches(passwordHash: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword('decoy')
  const matches = await verify(passwordHash ?? (await decoy), password.normalize('NFKC'))
  return matches && passwordHash !== null
}
