import type { IncomingMessage } from 'node:http'
import { isIP } from 'node:net'
import proxyAddr from 'proxy-addr'

const NETWORKS = new Set(['loopback', 'linklocal', 'uniquelocal'])

const entriesOf = (list: string): string[] => list.split(',').map((one) => one.trim())

/** True for a list that `clientAddresses` takes. */
export function areProxies(list: string): boolean {
  try {
    proxyAddr.compile(entriesOf(list))
    // The library also takes "10" for an address.
    return entriesOf(list).every((one) => NETWORKS.has(one) || isIP(one.split('/', 1)[0] ?? '') > 0)
  } catch {
    return false
  }
}

/**
 * Finds the network address of a client: the nearest one that is not a trusted proxy. `trusted` is a list of addresses,
 * networks ("10.0.0.0/8") or names of them ("loopback"), separated by commas. What X-Forwarded-For says beyond the
 * first untrusted address, or in another form, counts for nothing.
 */
export function clientAddresses(trusted: string): (request: IncomingMessage) => string {
  const trust = proxyAddr.compile(entriesOf(trusted))
  return (request) => {
    const peer = request.socket.remoteAddress ?? ''
    const address = peer ? proxyAddr(request, trust) : ''
    return isIP(address) ? address : peer
  }
}
