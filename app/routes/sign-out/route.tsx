import { type ActionFunctionArgs, redirect } from '@remix-run/node'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'

export async function action({ request, context }: ActionFunctionArgs) {
  const { actor } = await requestCtx(request, context)
  if (actor.kind !== 'person') throw redirect(paths.signIn())
  const cookie = await context.services.sessions.close(actor.sessionId)
  throw redirect(paths.signIn(), { headers: { 'Set-Cookie': cookie } })
}

export const loader = () => redirect(paths.home())
