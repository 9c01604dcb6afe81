import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { mayWrite } from '#app/features/essays/attempt.ts'
import { closeIfExpired } from '#app/features/essays/operations/close-if-expired.server.ts'
import { restoreSnapshot } from '#app/features/essays/operations/restore-snapshot.server.ts'
import { type History, historyOf, savedVersionText } from '#app/features/essays/queries/history.server.ts'
import { compareWords } from '#app/features/essays/word-diff.ts'
import { formatMoment, zoneCity, zoneOffset } from '#app/i18n/dates.ts'
import { formatNumber } from '#app/i18n/numbers.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { privatePage } from '#app/platform/private-page.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { Version, type VersionProps } from './version.tsx'
import { Versions } from './versions.tsx'

export const headers = privatePage

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const slug = params.slug ?? ''
  const permit = await authorize(ctx, request, 'feedback.read', { promptSlug: slug })
  const history = await closeIfExpired(ctx, () => historyOf(ctx, permit))
  if (!history) throw new Response(null, { status: 404 })
  const t = translator(ctx.locale)
  const zone = requirePerson(ctx, request).cohorts[0]?.zone ?? 'UTC'
  const moment = (at: Date) => formatMoment(at, ctx.locale, zone)
  const facts = ({ words, bytes }: { words: number; bytes: number }) =>
    t('history.facts', { words, size: formatNumber(bytes / 1000, ctx.locale) })
  const asked = new URL(request.url).searchParams.get('version')
  const text = asked ? await savedVersionText(ctx, permit, asked) : null
  if (asked && !text) throw new Response(null, { status: 404 })
  const now = ctx.now()
  return {
    title: t('history.title'),
    essay: history.title,
    slug,
    zone: t('site.zone', { city: zoneCity(zone, ctx.locale), offset: zoneOffset(now, zone) }),
    open: history.newest !== null && mayWrite(history.newest, now),
    version: text && versionOf(history, asked ?? '', text.text, { moment, facts, now }),
    attempts: history.attempts.map((attempt) => ({
      number: attempt.number,
      now: { at: moment(attempt.now.savedAt), facts: facts(attempt.now), revision: attempt.now.revision },
      saved: attempt.saved.map(({ id, reason, revision, takenAt, words, bytes }) => ({
        id,
        reason,
        revision,
        at: moment(takenAt),
        facts: facts({ words, bytes }),
        chosen: id === asked,
      })),
    })),
  }
}

type Shown = {
  moment: (at: Date) => string
  facts: (of: { words: number; bytes: number }) => string
  now: Date
}

function versionOf(history: History, id: string, text: string, { moment, facts, now }: Shown): VersionProps {
  const attempt = history.attempts.find(({ saved }) => saved.some((one) => one.id === id))
  const saved = attempt?.saved.find((one) => one.id === id)
  if (!attempt || !saved) throw new Response(null, { status: 404 })
  const same = text === attempt.now.text
  return {
    id,
    at: moment(saved.takenAt),
    facts: facts(saved),
    late: saved.reason === 'late',
    text,
    changes: same ? 'same' : compareWords(text, attempt.now.text),
    restorable: mayWrite(attempt, now) && saved.reason !== 'late' && !same,
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const slug = params.slug ?? ''
  const reading = await authorize(ctx, request, 'feedback.read', { promptSlug: slug })
  const id = String((await readForm(request, 'fields')).get('snapshot') ?? '')
  const saved = await savedVersionText(ctx, reading, id)
  if (!saved) return data({ refused: 'none' as const }, { status: 400 })
  const permit = await authorize(ctx, request, 'attempt.write', { attemptId: saved.attemptId })
  const restored = await restoreSnapshot(ctx, permit, id)
  if (restored.ok) throw redirect(paths.write(slug))
  const refused = restored.reason === 'closed' ? ('closed' as const) : ('none' as const)
  return data({ refused }, { status: refused === 'closed' ? 423 : 400 })
}

export default function HistoryPage() {
  const { t } = useI18n()
  const { title, essay, slug, zone, open, version, attempts } = useLoaderData<typeof loader>()
  const refused = useActionData<typeof action>()?.refused
  return (
    <Page>
      <PageHead kicker={essay} title={title} lead={t('history.lead', { zone })} />
      {refused && <Notice tone="bad">{t(`history.${refused}`)}</Notice>}
      {version && <Version {...version} slug={slug} />}
      {attempts.map((attempt) => (
        <Versions key={attempt.number} {...attempt} slug={slug} named={attempts.length > 1} />
      ))}
      {!open && !refused && <p className="small soft">{t('history.closed')}</p>}
      <p className="acts no-print">
        {open ? (
          <ButtonLink kind={version?.restorable ? undefined : 'main'} href={paths.write(slug)}>
            {t('history.write')}
          </ButtonLink>
        ) : (
          <ButtonLink href={paths.essay(slug)}>{t('history.brief')}</ButtonLink>
        )}
        <ButtonLink kind="quiet" href={paths.receiptsFile(slug)} download>
          {t('history.receipts')}
        </ButtonLink>
      </p>
    </Page>
  )
}
