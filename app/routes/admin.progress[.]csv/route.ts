import type { LoaderFunctionArgs } from '@remix-run/node'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { may } from '#app/access/permissions.ts'
import { localDate } from '#app/features/cohorts/calendar.ts'
import { matchingPeople, readProgressFilter, selectedCohort } from '#app/features/progress/cohort-progress.ts'
import { noteDownload } from '#app/features/progress/operations/note-download.server.ts'
import { namedRows, regionRows } from '#app/features/progress/progress-rows.ts'
import { cohortByName, cohortByRegion, cohortsToWatch } from '#app/features/progress/queries/cohort.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { csvFile } from '#app/platform/csv.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'progress.read.figures', null)
  const words = { t: translator(ctx.locale), locale: ctx.locale }
  const now = ctx.now()
  const requested = new URL(request.url).searchParams
  const cohort = selectedCohort(await cohortsToWatch(ctx, permit), requested.get('cohort'), now)
  if (!cohort || cohort === 'unknown') return new Response(null, { status: 404 })
  const name = `alqa-progress-${localDate(now, cohort.zone)}.csv`
  const { role } = requirePerson(ctx, request)
  if (!may(role, 'progress.read.names')) {
    const { people } = await cohortByRegion(ctx, permit, cohort)
    return csvFile(regionRows(words, people), name)
  }
  const named = await authorize(ctx, request, 'progress.read.names', null)
  const blind = !may(role, 'progress.read.essays')
  const withEssays = blind ? null : await authorize(ctx, request, 'progress.read.essays', null)
  const { people, essays } = await cohortByName(ctx, named, withEssays, cohort)
  const chosen = matchingPeople(people, readProgressFilter(requested))
  await noteDownload(ctx, named, { cohortId: cohort.id, people: chosen.length })
  return csvFile(namedRows(words, cohort, { people: chosen, essays, blind }, now), name)
}
