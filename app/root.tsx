import type { LoaderFunctionArgs } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Outlet,
  useLoaderData,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { requestCtx } from '#app/platform/request.server.ts'
import { Document, FaultDocument, frameOf } from './document.tsx'

/** What a route may say about its page. `bare`: it brings its own bar (the editor, the marking screen). */
export type PageHandle = { bare?: boolean }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  return { frame: frameOf(ctx, request), demo: context.services.env.demo }
}

/** The title that the innermost loader gives; every page's loader returns one. */
function usePageTitle(): string | undefined {
  const titles = useMatches().map((match) => (match.data as { title?: string } | undefined)?.title)
  return titles.filter(Boolean).at(-1)
}

export default function App() {
  const { frame } = useLoaderData<typeof loader>()
  const bare = useMatches().some((match) => (match.handle as PageHandle | undefined)?.bare)
  return (
    <Document title={usePageTitle()} frame={frame} bare={bare}>
      <Outlet />
    </Document>
  )
}

const NOBODY = { person: null, pathname: '', here: '/' }

export function ErrorBoundary() {
  const error = useRouteError()
  const frame = useRouteLoaderData<typeof loader>('root')?.frame ?? NOBODY
  return <FaultDocument status={isRouteErrorResponse(error) ? error.status : 500} frame={frame} />
}
