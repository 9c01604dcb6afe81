import type { LoaderFunctionArgs } from '@remix-run/node'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { receiptsOf } from '#app/features/essays/queries/receipts.server.ts'
import { formatStamp, zoneCity, zoneOffset } from '#app/i18n/dates.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { receiptLines } from './receipts-file.server.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const slug = params.slug ?? ''
  const permit = await authorize(ctx, request, 'feedback.read', { promptSlug: slug })
  const receipts = await receiptsOf(ctx, permit)
  if (!receipts) throw new Response(null, { status: 404 })
  const zone = requirePerson(ctx, request).cohorts[0]?.zone ?? 'UTC'
  const { locale } = ctx
  const t = translator(locale)
  // Files are kept for years: the date has its year.
  const moment = (at: Date) =>
    `${formatStamp(at, locale, zone)} (${t('site.zone', {
      city: zoneCity(zone, locale),
      offset: zoneOffset(at, zone),
    })})`
  const { SESSION_SECRET: secret, PUBLIC_URL: origin } = context.services.env
  const lines = receiptLines({ ...receipts, t, moment, secret, origin, now: ctx.now() })
  return new Response(streamOf(lines), {
    headers: {
      'Content-Type': 'text/plain; charset=utf-8',
      'Content-Disposition': `attachment; filename="alqa-receipts-${slug}.txt"`,
    },
  })
}

/** Reads on only as fast as somebody takes the lines. */
function streamOf(lines: AsyncGenerator<string>): ReadableStream<Uint8Array> {
  const utf8 = new TextEncoder()
  return new ReadableStream({
    async pull(controller) {
      const line = await lines.next()
      if (line.done) controller.close()
      else controller.enqueue(utf8.encode(`${line.value}\n`))
    },
    async cancel() {
      await lines.return(undefined)
    },
  })
}
