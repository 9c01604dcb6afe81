import { keyedHash } from '#app/platform/keys.server.ts'

/** How many networks are remembered for a person; the one seen longest ago gives way. */
export const KNOWN_NETWORKS = 20

/** What the database stores in place of a network from which an account has signed in. */
export const knownNetworkHash = (secret: string, email: string, network: string): string =>
  keyedHash(secret, 'known network', `${email} ${network}`)
