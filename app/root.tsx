import type { LoaderFunctionArgs } from '@remix-run/node'
import {
  isRouteErrorResponse,
  Outlet,
  useLoaderData,
  useMatches,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { type ReactNode, useContext } from 'react'
import { may } from '#app/access/permissions.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { requestCtx } from '#app/platform/request.server.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import styles from '#app/ui/styles/index.css?url'
import { SkipLink } from '#app/ui/top-bar.tsx'
import { paths } from './paths.ts'
import { RequestNumber } from './request-number.tsx'
import { ShellBar, type ShellPerson, ShellTabs } from './shell.tsx'

/** What a route may say about its page. `bare`: it brings its own bar (the editor, the marking screen). */
export type PageHandle = { bare?: boolean }

export async function loader({ request, context }: LoaderFunctionArgs) {
  const { actor } = await requestCtx(request, context)
  const person: ShellPerson | null =
    actor.kind === 'person' ? { name: actor.name, role: actor.role, doors: doorsOf(actor.role) } : null
  const { pathname, search } = new URL(request.url)
  return {
    person,
    pathname,
    here: pathname + search,
    demo: context.services.env.demo,
  }
}

function doorsOf(role: ShellPerson['role']): string[] {
  const doors: [string, boolean][] = [
    [paths.today(), may(role, 'course.read')],
    [paths.calendar(), may(role, 'course.read')],
    [paths.essays(), may(role, 'essay.list')],
    [paths.progress(), may(role, 'progress.read.own')],
    [paths.grade(), may(role, 'queue.read')],
    [paths.release(), may(role, 'outcome.release')],
    [paths.admin(), may(role, 'overview.read')],
    [paths.adminProgress(), may(role, 'progress.read.figures')],
    [paths.adminEssays(), may(role, 'attempt.list')],
    [paths.people(), may(role, 'people.manage')],
    [paths.cohorts(), may(role, 'cohort.manage')],
    [paths.adminLessons(), may(role, 'lesson.manage')],
    [paths.jobs(), may(role, 'jobs.read')],
  ]
  return doors.filter(([, open]) => open).map(([door]) => door)
}

/** The title that the innermost loader gives; every page's loader returns one. */
function usePageTitle(): string | undefined {
  const titles = useMatches().map((match) => (match.data as { title?: string } | undefined)?.title)
  return titles.filter(Boolean).at(-1)
}

// On a page that fills the screen the keyboard of a phone takes room away from the page; elsewhere it lies over it.
const VIEWPORT = 'width=device-width, initial-scale=1'
const FILLED = `${VIEWPORT}, interactive-widget=resizes-content`

function Html({ title, filled, children }: { title: string; filled?: boolean; children: ReactNode }) {
  const { locale } = useI18n()
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content={filled ? FILLED : VIEWPORT} />
        <meta name="color-scheme" content="light dark" />
        <title>{title}</title>
        <link rel="stylesheet" href={styles} />
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
      </head>
      <body>{children}</body>
    </html>
  )
}

export default function App() {
  const { t } = useI18n()
  const { person, pathname, here } = useLoaderData<typeof loader>()
  const bare = useMatches().some((match) => (match.handle as PageHandle | undefined)?.bare)
  const title = usePageTitle()
  return (
    <Html title={title ? `${title} · Alqa` : 'Alqa'} filled={bare === true}>
      <SkipLink label={t('site.skip')} />
      {!bare && <ShellBar person={person} pathname={pathname} here={here} />}
      <Outlet />
      {!bare && person && <ShellTabs person={person} pathname={pathname} />}
    </Html>
  )
}

type Fault = 'notFound' | 'forbidden' | 'crash'

export function ErrorBoundary() {
  const { t } = useI18n()
  const error = useRouteError()
  const data = useRouteLoaderData<typeof loader>('root')
  const number = useContext(RequestNumber)
  const status = isRouteErrorResponse(error) ? error.status : 500
  const fault: Fault = status === 404 ? 'notFound' : status === 403 ? 'forbidden' : 'crash'
  return (
    <Html title={`${t(`site.fault.${fault}.title`)} · Alqa`}>
      <ShellBar person={data?.person ?? null} pathname={data?.pathname ?? ''} here={data?.here ?? '/'} />
      <Page>
        <PageHead title={t(`site.fault.${fault}.title`)} lead={t(`site.fault.${fault}.text`)} />
        <p>
          <ButtonLink kind="main" href={paths.home()}>
            {t('site.fault.home')}
          </ButtonLink>
        </p>
        {fault === 'crash' && number && <p className="small soft">{t('site.requestNumber', { number })}</p>}
      </Page>
    </Html>
  )
}
