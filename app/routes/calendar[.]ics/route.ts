import type { LoaderFunctionArgs } from '@remix-run/node'
import { calendarFeed } from '#app/features/progress/calendar-feed.server.ts'
import { isFeedKey, personOfKey } from '#app/features/progress/feed-key.server.ts'
import { feedOwner } from '#app/features/progress/queries/feed.server.ts'
import { readJourney } from '#app/features/progress/queries/journey.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'

// Read by calendar programs, which have no session: the key in the address says whose it is.
export async function loader({ request, context }: LoaderFunctionArgs) {
  const { env } = context.services
  const key = new URL(request.url).searchParams.get('key') ?? ''
  const personId = personOfKey(key)
  const visitor = await requestCtx(request, context)
  const owner = personId ? await feedOwner(visitor, personId) : null
  if (!personId || !owner || !isFeedKey(key, personId, owner.keyNumber, env.SESSION_SECRET))
    return new Response(null, { status: 404 })
  const journey = await readJourney({ ...visitor, locale: owner.locale }, owner.cohort, { personId })
  const t = translator(owner.locale)
  const { cohort: calendar, locale } = owner
  const file = calendarFeed({ personId, calendar, journey, t, locale, origin: env.PUBLIC_URL, paths })
  return new Response(file, {
    headers: {
      'Content-Type': 'text/calendar; charset=utf-8',
      'Content-Disposition': 'inline; filename="alqa.ics"',
    },
  })
}
