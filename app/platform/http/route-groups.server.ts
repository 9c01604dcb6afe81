import { createRequestHandler, type RequestHandler, type ServerBuild } from '@remix-run/node'

// The frame of every page, the front door, and the page for unknown addresses.
const everywhere = (path: string | undefined): boolean => !path || path === '*'

const firstPart = (path: string): string => path.split('/', 1)[0]?.toLowerCase() ?? ''

/**
 * Handlers of a build, one for each first part of an address ("lessons", "admin"). Remix scores every route it has
 * at each of four matchings of a request: with all of them in one handler a lesson costs 38 % more CPU. Routes
 * do not nest here, so an address is answered by routes with its first part, or by those that are everywhere;
 * whatever has another form goes to a handler of all routes.
 */
export function groupedHandlers(
  build: ServerBuild | (() => Promise<ServerBuild>),
  mode: string,
): (pathname: string) => RequestHandler {
  const all = createRequestHandler(build, mode)
  // In development the routes change while the server runs.
  if (typeof build === 'function') return () => all
  const handlers = new Map<string, RequestHandler>()
  for (const part of new Set(Object.values(build.routes).map((route) => firstPart(route?.path ?? '')))) {
    handlers.set(part, createRequestHandler(only(build, part), mode))
  }
  return (pathname) => handlers.get(firstPart(pathname.slice(1))) ?? all
}

function only(build: ServerBuild, part: string): ServerBuild {
  const among = <T>(routes: Record<string, T>): Record<string, T> =>
    Object.fromEntries(
      Object.entries(routes).filter(([id]) => {
        const path = build.routes[id]?.path
        return everywhere(path) || firstPart(path ?? '') === part
      }),
    )
  const assets = { ...build.assets, routes: among(build.assets.routes) }
  return { ...build, assets, routes: among(build.routes) }
}
