import { Writable } from 'node:stream'
import type { AppLoadContext, EntryContext } from '@remix-run/node'
import { RemixServer } from '@remix-run/react'
import { renderToPipeableStream } from 'react-dom/server'
import { I18nProvider } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { isOutage } from '#app/platform/http/outage.server.ts'
import { isBodyTooLarge } from '#app/platform/http/web-request.server.ts'
import { RequestNumber } from './request-number.tsx'
import { withoutGaps } from './without-gaps.ts'

export default function handleRequest(
  request: Request,
  status: number,
  headers: Headers,
  remix: EntryContext,
  context: AppLoadContext,
): Promise<Response> {
  const { locale, nonce } = context
  headers.set('Content-Type', 'text/html; charset=utf-8')
  return new Promise((resolve, reject) => {
    const { pipe } = renderToPipeableStream(
      <I18nProvider value={{ locale, t: translator(locale) }}>
        <RequestNumber.Provider value={context.requestId}>
          <RemixServer context={remix} url={request.url} nonce={nonce} />
        </RequestNumber.Provider>
      </I18nProvider>,
      {
        nonce,
        onAllReady() {
          const chunks: Buffer[] = []
          pipe(
            new Writable({
              write(chunk, _encoding, done) {
                chunks.push(Buffer.from(chunk))
                done()
              },
              final(done) {
                resolve(new Response(withoutGaps(Buffer.concat(chunks)), { status, headers }))
                done()
              },
            }),
          )
        },
        onShellError: reject,
        onError(error) {
          context.services.log.error({ err: error, requestId: context.requestId }, 'rendering failed')
        },
      },
    )
  })
}

/** Every error that a loader or an action throws passes here once. */
export function handleError(error: unknown, { context }: { context: AppLoadContext }): void {
  if (isOutage(error)) context.outage = true
  else if (isBodyTooLarge(error)) context.tooLarge = true
  else {
    context.services.log.error({ err: error, requestId: context.requestId }, 'request failed')
    return
  }
  context.services.log.warn({ requestId: context.requestId, reason: (error as Error).message }, 'refused')
}
