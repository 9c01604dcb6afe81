import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { authorize } from '#app/access/authorize.server.ts'
import { localDate } from '#app/features/cohorts/calendar.ts'
import { exportMarking } from '#app/features/grading/queries/export-marking.server.ts'
import { exportPerson } from '#app/features/privacy/operations/export-person.server.ts'
import { HOME_ZONE } from '#app/i18n/dates.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { zipAnswer } from '#app/platform/zip-answer.server.ts'

// An export is noted, and reading an address changes nothing: the button is beside the person.
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const { personId } = await authorize(ctx, request, 'person.change', { personId: params.personId ?? '' })
  throw redirect(`${paths.people({ person: personId })}#person`)
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'person.change', { personId: params.personId ?? '' })
  await readForm(request, 'fields')
  const exported = await exportPerson(ctx, permit, exportMarking)
  if (!exported.ok && exported.reason === 'erased') throw new Response(null, { status: 404 })
  if (!exported.ok) throw new Response(null, { status: 503, headers: { 'Retry-After': '30' } })
  return zipAnswer(exported.value, `alqa-person-${localDate(ctx.now(), HOME_ZONE)}.zip`)
}
