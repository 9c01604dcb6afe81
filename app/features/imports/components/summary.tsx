import { useI18n } from '#app/i18n/react.tsx'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Confirm } from '#app/ui/confirm.tsx'
import { Checkbox } from '#app/ui/field.tsx'
import type { Verdict } from '../import-row.ts'

const ORDER = ['new', 'changed', 'unchanged', 'refused'] as const

/** The rows of a list as one bar, a piece for each verdict; the numbers stand below. */
function Shares({ counts, label }: { counts: Record<Verdict, number>; label: string }) {
  const total = Math.max(
    1,
    ORDER.reduce((sum, verdict) => sum + counts[verdict], 0),
  )
  let at = 0
  return (
    <svg className="shares" viewBox="0 0 1000 10" preserveAspectRatio="none" role="img" aria-label={label}>
      {ORDER.map((verdict) => {
        const width = (counts[verdict] / total) * 1000
        at += width
        return <rect key={verdict} className={verdict} x={at - width} y={0} width={width} height={10} />
      })}
    </svg>
  )
}

type Props = {
  counts: Record<Verdict, number>
  cohort: string
  applied: boolean
  refusedHref: string
  peopleHref: string
}

/** What the list would do, or has done, in four numbers; and the one button that does it. */
export function Summary({ counts, cohort, applied, refusedHref, peopleHref }: Props) {
  const { t } = useI18n()
  const { new: fresh, changed, unchanged, refused } = counts
  const writes = fresh + changed
  const values = { fresh, changed, unchanged, refused, total: writes + unchanged + refused }
  const download = refused > 0 && (
    <ButtonLink href={refusedHref}>{t('imports.sum.download', { count: refused })}</ButtonLink>
  )
  return (
    <section className="sheet list-sum" aria-label={t('imports.checkTitle')}>
      {applied && <h2>{t('imports.applied.title')}</h2>}
      <Shares counts={counts} label={t('imports.sum.label', values)} />
      <ul className="plain num">
        {ORDER.map((verdict) => (
          <li key={verdict} className={verdict}>
            <b>{counts[verdict]}</b>
            <span>
              <i aria-hidden="true" />
              {t(`imports.sum.${verdict}`)}
            </span>
          </li>
        ))}
      </ul>
      {applied ? (
        <>
          <p className="soft">{t('imports.applied.text', values)}</p>
          <div className="acts">
            {download}
            <ButtonLink kind="main" href={peopleHref}>
              {t('imports.applied.people')}
            </ButtonLink>
          </div>
        </>
      ) : (
        <>
          <p className="small soft">
            {writes > 0 ? t('imports.sum.nothing', { count: writes }) : t('imports.sum.none')}
          </p>
          <div className="acts">
            {writes > 0 && (
              <Confirm
                kind="main"
                label={t('imports.sum.apply', { count: writes })}
                title={t('imports.apply.title', { count: writes, cohort })}
              >
                <p>{t('imports.apply.lead', values)}</p>
                <form method="post" className="stack">
                  {fresh > 0 && (
                    <Checkbox
                      name="invite"
                      label={t('imports.apply.invite')}
                      hint={t('imports.apply.inviteHint')}
                      defaultChecked
                    />
                  )}
                  <div className="acts">
                    <Button kind="main" name="intent" value="apply">
                      {t('imports.apply.do')}
                    </Button>
                  </div>
                </form>
              </Confirm>
            )}
            {download}
          </div>
        </>
      )}
    </section>
  )
}
