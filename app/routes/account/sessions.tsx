import type { ReactNode } from 'react'
import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/notice.tsx'

export type ListedSession = {
  id: string
  device: string | null
  network: string
  lastSeen: string
  current: boolean
}

/** Where the account is signed in, and how to end each session but this one, which signing out ends. */
export function Sessions({ sessions, notice }: { sessions: ListedSession[]; notice: ReactNode }) {
  const { t } = useI18n()
  return (
    <section>
      <h2>{t('identity.sessions.title')}</h2>
      {notice}
      <p className="soft">{t('identity.sessions.lead')}</p>
      <ul className="rows">
        {sessions.map((session) => (
          <li key={session.id}>
            <strong>{session.device ?? t('identity.sessions.unknown')}</strong>
            <span className="soft small">
              {session.network && `${t('identity.sessions.network', { network: session.network })} · `}
              {t('identity.sessions.lastSeen', { at: session.lastSeen })}
            </span>
            {session.current ? (
              <Tag tone="good">{t('identity.sessions.current')}</Tag>
            ) : (
              <form method="post">
                <input type="hidden" name="session" value={session.id} />
                <Button slim name="intent" value="end-session">
                  {t('identity.sessions.end')}
                  <span className="vh">: {session.device ?? t('identity.sessions.unknown')}</span>
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {sessions.length > 1 && (
        <form method="post" className="acts">
          <Button name="intent" value="end-others">
            {t('identity.sessions.endOthers')}
          </Button>
        </form>
      )}
    </section>
  )
}

/** Makes the address of the calendar feed useless, for whoever has passed it on. */
export function CalendarKey({ notice }: { notice: ReactNode }) {
  const { t } = useI18n()
  return (
    <section id="calendar">
      <h2>{t('identity.calendarKey.title')}</h2>
      {notice}
      <p className="soft">{t('identity.calendarKey.lead')}</p>
      <form method="post" className="acts">
        <Button name="intent" value="renew-calendar">
          {t('identity.calendarKey.renew')}
        </Button>
      </form>
    </section>
  )
}
