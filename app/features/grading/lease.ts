/** How long a lease lasts without a sign of life of its marker. */
const LEASE_MINUTES = 30

/** How long reading alone keeps a script after the last work that was stored. */
export const READING_MINUTES = 120

/** How many scripts one marker may hold. */
export const MAX_LEASES = 4

/** Who holds a script and until when. */
export type Lease = { markerId: string; expiresAt: Date }

/** Until when a lease runs that is taken or renewed now. */
export const leaseEnd = (now: Date): Date => new Date(now.getTime() + LEASE_MINUTES * 60_000)

/** How a script stands to a marker. A lease that has run out holds nobody back, its owner neither. */
export function leaseState(lease: Lease | null, markerId: string, now: Date): 'free' | 'own' | 'taken' {
  if (!lease || lease.expiresAt <= now) return 'free'
  return lease.markerId === markerId ? 'own' : 'taken'
}

/** How long something has waited, in the unit that one would say. */
export type Waiting =
  | { unit: 'minutes'; minutes: number }
  | { unit: 'hours'; hours: number }
  | { unit: 'days'; days: number; hours: number }

/** Time since `since`: minutes below one hour, hours below one day, then days and hours; never negative. */
export function waitingSince(since: Date, now: Date): Waiting {
  const minutes = Math.max(0, Math.floor((now.getTime() - since.getTime()) / 60_000))
  const hours = Math.floor(minutes / 60)
  if (hours < 1) return { unit: 'minutes', minutes }
  if (hours < 24) return { unit: 'hours', hours }
  return { unit: 'days', days: Math.floor(hours / 24), hours: hours % 24 }
}
