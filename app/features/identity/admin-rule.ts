import type { Role } from '#app/access/actor.ts'

/** Why somebody cannot lose a role or the access. */
export type LossRefusal = 'self' | 'last_admin'

/**
 * Whether `target` may lose the role it has: nobody takes it from oneself, and one active administrator always
 * stays. `activeAdmins` are read under a lock.
 */
export function refusalOfLoss(
  actorId: string,
  target: { id: string; role: Role },
  activeAdmins: string[],
): LossRefusal | null {
  if (target.id === actorId) return 'self'
  const left = activeAdmins.filter((id) => id !== target.id)
  return target.role === 'admin' && left.length === 0 ? 'last_admin' : null
}
