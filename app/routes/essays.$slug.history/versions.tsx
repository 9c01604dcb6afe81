import type { SavedVersion } from '#app/features/essays/queries/history.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Tag } from '#app/ui/notice.tsx'

type VersionsProps = {
  number: number
  slug: string
  /** True where there are several attempts to tell apart. */
  named: boolean
  now: { at: string; facts: string; revision: number }
  saved: {
    id: string
    reason: SavedVersion['reason']
    revision: number | null
    at: string
    facts: string
    chosen: boolean
  }[]
}

/** The saved versions of one attempt, the newest first. */
export function Versions({ number, slug, named, now, saved }: VersionsProps) {
  const { t } = useI18n()
  return (
    <section>
      {named && <h2>{t('history.attempt', { number })}</h2>}
      <ul className="rows versions">
        <li>
          <span>
            <span className="num">{now.at}</span> <Tag tone="acc">{t('history.now')}</Tag>
          </span>
          <span className="small soft num">
            {now.facts} · {t('history.revision', { revision: now.revision })}
          </span>
        </li>
        {saved.map(({ id, reason, revision, at, facts, chosen }) => (
          <li key={id} aria-current={chosen ? 'true' : undefined}>
            <span>
              <span className="num">{at}</span>{' '}
              <Tag tone={reason === 'late' || reason === 'conflict' ? 'warn' : undefined}>
                {t(`history.reason.${reason}`)}
              </Tag>
            </span>
            <span className="small soft num">
              {facts}
              {revision !== null && reason !== 'conflict' && ` · ${t('history.revision', { revision })}`}
            </span>
            <ButtonLink slim href={paths.history(slug, id)} aria-label={`${t('history.look')}: ${at}`}>
              {t('history.look')}
            </ButtonLink>
          </li>
        ))}
      </ul>
    </section>
  )
}
