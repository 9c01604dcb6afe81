import type { ServerBuild } from '@remix-run/node'

type Pattern = { pattern: string; expression: RegExp; dynamic: number }

/**
 * Says by which pattern of a build an address is answered ("/lessons/:slug"), for labels that take few values:
 * "static" for files, "other" for what no route knows.
 */
export function routePatterns(
  build: ServerBuild | (() => Promise<ServerBuild>),
): (pathname: string) => string {
  // In development the routes change while the server runs.
  const routes = typeof build === 'function' ? [] : Object.values(build.routes)
  const patterns = routes
    .flatMap((route) => (route?.path && route.path !== '*' ? [patternOf(route.path)] : []))
    .sort((a, b) => a.dynamic - b.dynamic)
  return (pathname) => {
    if (pathname === '/') return '/'
    if (pathname.startsWith('/assets/')) return 'static'
    return patterns.find(({ expression }) => expression.test(pathname))?.pattern ?? 'other'
  }
}

function patternOf(path: string): Pattern {
  const parts = path.split('/')
  const source = parts.map((part) => (part.startsWith(':') ? '[^/]+' : escaped(part))).join('/')
  return {
    pattern: `/${path}`,
    expression: new RegExp(`^/${source}/?$`, 'i'),
    dynamic: parts.filter((part) => part.startsWith(':')).length,
  }
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
