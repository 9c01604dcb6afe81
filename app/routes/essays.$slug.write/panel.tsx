import { useI18n } from '#app/i18n/react.tsx'

/** Filled by the script: what is wrong and what can be done, and a note where the end was moved. */
export function Panel({ away }: { away: string }) {
  const { t } = useI18n()
  return (
    <div className="notes">
      <section className="panel" aria-labelledby="panel-title" data-panel hidden>
        <div>
          <h2 id="panel-title" data-panel-title>
            {t('essays.editor.close')}
          </h2>
          <p data-panel-text />
        </div>
        <div className="acts">
          <button className="btn slim main" type="button" data-do="sign-in">
            {t('essays.editor.signIn')}
          </button>
          <button className="btn slim main" type="button" data-do="take-over">
            {t('essays.editor.takeOver')}
          </button>
          <button className="btn slim" type="button" data-do="retry">
            {t('essays.editor.retry')}
          </button>
          <button className="btn slim" type="button" data-do="copy">
            {t('essays.editor.copy')}
          </button>
          <button className="btn slim" type="button" data-do="download">
            {t('essays.editor.download')}
          </button>
          <a className="btn slim" href={away} data-do="away">
            {t('essays.editor.leave')}
          </a>
          <span className="small soft" data-panel-done />
        </div>
      </section>
      <div className="panel" data-moved hidden>
        <p data-moved-text />
        <div className="acts">
          <button className="btn slim" type="button" data-dismiss>
            {t('essays.editor.dismiss')}
          </button>
        </div>
      </div>
    </div>
  )
}
