import type { LoaderFunctionArgs } from '@remix-run/node'
import { databaseAnswers } from '#app/platform/ready.server.ts'

/** The process can serve: the database answers and has our tables. */
export async function loader({ context }: LoaderFunctionArgs) {
  const ready = await databaseAnswers(context.services.db)
  return new Response(ready ? 'ok\n' : 'the database does not answer\n', {
    status: ready ? 200 : 503,
    headers: { 'Content-Type': 'text/plain' },
  })
}
