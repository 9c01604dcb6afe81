import { useI18n } from '#app/i18n/react.tsx'
import { Button } from '#app/ui/button.tsx'
import { Rail } from '#app/ui/progress.tsx'

type Props = { state: 'waiting' | 'applying'; done: number; total: number; stuck: boolean }

/** How far the work on a list is; the page asks again by itself. */
export function Working({ state, done, total, stuck }: Props) {
  const { t } = useI18n()
  const title = t(`imports.working.${state}`)
  const words = total > 0 ? t('imports.working.rows', { done, total }) : t('imports.working.reading')
  return (
    <section className="sheet" aria-labelledby="working" aria-live="polite">
      <h2 id="working">{title}</h2>
      <Rail value={done} max={Math.max(total, 1)} label={title}>
        <span className="num">{words}</span>
      </Rail>
      <p className="small soft">{t('imports.working.text')}</p>
      {stuck && (
        <form method="post" className="acts">
          <p>{t('imports.working.stuck')}</p>
          <Button name="intent" value={state === 'applying' ? 'apply' : 'again'}>
            {t('imports.working.again')}
          </Button>
        </form>
      )}
    </section>
  )
}
