import { type LoaderFunctionArgs, redirect } from '@remix-run/node'
import type { Role } from '#app/access/actor.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'

const homes: Record<Role, string> = {
  participant: paths.today(),
  instructor: paths.grade(),
  lead: paths.grade(),
  admin: paths.admin(),
  observer: paths.adminProgress(),
}

// The front door: everybody goes straight to the place where the role works.
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor } = await requestCtx(request, context)
  throw redirect(actor.kind === 'person' ? homes[actor.role] : paths.signIn())
}
