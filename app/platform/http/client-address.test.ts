import type { IncomingMessage } from 'node:http'
import { expect, test } from 'vitest'
import { readEnv } from '../env.server.ts'
import { clientAddresses } from './client-address.server.ts'

const request = (remoteAddress: string, forwarded?: string) =>
  ({
    socket: { remoteAddress },
    connection: { remoteAddress },
    headers: forwarded === undefined ? {} : { 'x-forwarded-for': forwarded },
  }) as unknown as IncomingMessage

test.each([
  ['loopback', '127.0.0.1', undefined, '127.0.0.1'],
  ['loopback', '127.0.0.1', '203.0.113.7', '203.0.113.7'],
  ['loopback', '::1', '203.0.113.7', '203.0.113.7'],
  // What a client writes itself stands before what its proxy adds.
  ['loopback', '127.0.0.1', '1.1.1.1, 203.0.113.7', '203.0.113.7'],
  ['loopback', '203.0.113.7', '1.1.1.1', '203.0.113.7'],
  ['loopback', '10.0.0.2', '1.1.1.1', '10.0.0.2'],
  ['loopback, 10.0.0.0/8', '10.0.0.2', '1.1.1.1, 10.0.0.9', '1.1.1.1'],
  ['2001:db8::/32', '2001:db8::5', '2001:db9::1', '2001:db9::1'],
  ['loopback', '127.0.0.1', 'nonsense', '127.0.0.1'],
  ['loopback', '127.0.0.1', '', '127.0.0.1'],
])('client address: with %s trusted, %s that forwards %j is %s', (trusted, peer, forwarded, address) => {
  expect(clientAddresses(trusted)(request(peer, forwarded))).toBe(address)
})

test.each(['x', '10', '10.0.0.0/99', '10.0.0.0/x', 'loopback,,', 'loopback x', '::1/200'])(
  'client address: TRUSTED_PROXIES=%j is refused by name',
  (TRUSTED_PROXIES) => {
    const env = { NODE_ENV: 'test', ALQA_DATA_DIR: '/tmp', TRUSTED_PROXIES }
    expect(() => readEnv(env)).toThrow(/TRUSTED_PROXIES: must be addresses, networks/)
  },
)
