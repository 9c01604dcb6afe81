import { type ReactNode, useContext } from 'react'
import { useI18n } from '#app/i18n/react.tsx'
import type { Ctx } from '#app/platform/ctx.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import styles from '#app/ui/styles/index.css?url'
import screens from '#app/ui/styles/screens.css?url'
import { SkipLink } from '#app/ui/top-bar.tsx'
import { paths } from './paths.ts'
import { RequestNumber } from './request-number.tsx'
import { ShellBar, type ShellPerson, ShellTabs } from './shell.tsx'

/** What the frame of a page says of its reader and its address; `here` is where a change of language comes back to. */
export type Frame = { person: ShellPerson | null; pathname: string; here: string }

/** The frame of a request's page. */
export function frameOf({ actor }: Ctx, request: Request): Frame {
  const { pathname, search } = new URL(request.url)
  const person = actor.kind === 'person' ? { name: actor.name, role: actor.role } : null
  return { person, pathname, here: pathname + search }
}

type Props = {
  title?: string
  frame: Frame
  /** The page brings its own bar (the editor, the marking screen). */
  bare?: boolean
  children: ReactNode
}

// On a page that fills the screen the keyboard of a phone takes room away from the page; elsewhere it lies over it.
const VIEWPORT = 'width=device-width, initial-scale=1'
const FILLED = `${VIEWPORT}, interactive-widget=resizes-content`

/** The document around every page: head, bar, places. */
export function Document({ title, frame, bare, children }: Props) {
  const { t, locale } = useI18n()
  const { person, pathname, here } = frame
  return (
    <html lang={locale}>
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content={bare ? FILLED : VIEWPORT} />
        <meta name="color-scheme" content="light dark" />
        <title>{title ? `${title} · Alqa` : 'Alqa'}</title>
        <link rel="stylesheet" href={styles} />
        {bare && <link rel="stylesheet" href={screens} />}
        <link rel="icon" href="/favicon.svg" type="image/svg+xml" />
        <link rel="manifest" href="/manifest.webmanifest" />
      </head>
      <body>
        <SkipLink label={t('site.skip')} />
        {!bare && <ShellBar person={person} pathname={pathname} here={here} />}
        {children}
        {!bare && person && <ShellTabs person={person} pathname={pathname} />}
      </body>
    </html>
  )
}

const FAULTS = {
  400: 'site.plain.broken',
  403: 'site.fault.forbidden',
  404: 'site.fault.notFound',
  405: 'site.plain.broken',
  413: 'site.plain.tooLarge',
  415: 'site.plain.broken',
} as const
const CRASH = 'site.fault.crash'

const isNamed = (status: number): status is keyof typeof FAULTS => status in FAULTS

/** The page that says what went wrong, by HTTP status, and leads on. */
export function FaultDocument({ status, frame }: { status: number; frame: Frame }) {
  const { t } = useI18n()
  const number = useContext(RequestNumber)
  const fault = isNamed(status) ? FAULTS[status] : CRASH
  const title = t(`${fault}.title`)
  return (
    <Document title={title} frame={frame}>
      <Page>
        <PageHead title={title} lead={t(`${fault}.text`)} />
        <p>
          <ButtonLink kind="main" href={paths.home()}>
            {t('site.fault.home')}
          </ButtonLink>
        </p>
        {fault === CRASH && number && <p className="small soft">{t('site.requestNumber', { number })}</p>}
      </Page>
    </Document>
  )
}
