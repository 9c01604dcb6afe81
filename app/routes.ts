import fs from 'node:fs'
import path from 'node:path'
import { index, type RouteConfig, route } from '@remix-run/route-config'

const folder = path.join(import.meta.dirname, 'routes')

/** "essays.$slug.write" → "essays/:slug/write"; "[.]" is a dot of the address itself; "$" takes what is left. */
function addressOf(name: string): string {
  const parts = name.replaceAll('[.]', '\0').split('.')
  return parts.map((part) => (part === '$' ? '*' : part.replace(/^\$/, ':').replaceAll('\0', '.'))).join('/')
}

// One folder an address, none inside another: what a folder is called is what it answers.
export default fs
  .readdirSync(folder)
  .sort()
  .map((name) => {
    const file = ['route.tsx', 'route.ts'].find((one) => fs.existsSync(path.join(folder, name, one)))
    if (!file) throw new Error(`app/routes/${name} has no route.tsx`)
    const module = `routes/${name}/${file}`
    return name === '_index' ? index(module) : route(addressOf(name), module)
  }) satisfies RouteConfig
