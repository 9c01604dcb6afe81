import type { LoaderFunctionArgs } from '@remix-run/node'

/** The process can serve: the database answers and has every migration that this code needs. */
export async function loader({ context }: LoaderFunctionArgs) {
  const reason = await context.services.unreadyBecause()
  return new Response(`${reason ?? 'ok'}\n`, {
    status: reason ? 503 : 200,
    headers: { 'Content-Type': 'text/plain' },
  })
}
