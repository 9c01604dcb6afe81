import type { AddressInfo } from 'node:net'
import path from 'node:path'
import type { ServerBuild } from '@remix-run/node'
import { openServices } from '#app/platform/backing-services.server.ts'
import { readEnv } from '#app/platform/env.server.ts'
import { CLIENT_DIR, createHttpServer } from '#app/platform/http/server.server.ts'
import { answerForCosts } from './costs.ts'

// The site as app/server.ts serves it, in a process whose CPU is its own: no jobs, no demo to bring.
let statements = 0
const count = process.argv.includes('--count-statements')
const env = readEnv(process.env)
const services = openServices(env, {
  url: env.DATABASE_URL ?? '',
  onQuery: count ? () => statements++ : undefined,
})
if (process.argv.includes('--without-cached-html')) {
  // Of the caches only that of HTML is bounded by bytes.
  const { LRUCache } = await import('lru-cache')
  const { get } = LRUCache.prototype
  LRUCache.prototype.get = function (this: InstanceType<typeof LRUCache>, key, options) {
    return this.maxSize > 0 ? undefined : get.call(this, key, options)
  }
}
const build = (await import(path.resolve('build/server/index.js'))) as ServerBuild
// Browsers need the scripts and styles too.
const clientDir = process.argv.includes('--files') ? CLIENT_DIR : undefined
const http = createHttpServer({ services, build, mode: 'production', clientDir })
http.listen(env.PORT, '127.0.0.1', () =>
  answerForCosts((http.address() as AddressInfo).port, () => statements),
)
