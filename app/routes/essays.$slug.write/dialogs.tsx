import { useI18n } from '#app/i18n/react.tsx'

/** Opened by the script when another tab or device has saved something else; neither text is dropped unseen. */
export function Conflict({ language }: { language: string }) {
  const { t } = useI18n()
  return (
    <dialog id="conflict" className="wide" aria-labelledby="conflict-title">
      <h2 id="conflict-title">{t('essays.conflict.title')}</h2>
      <p>{t('essays.conflict.text')}</p>
      <p className="small soft" data-marks>
        {t('essays.conflict.marks')}
      </p>
      <p className="small soft" data-no-marks hidden>
        {t('essays.conflict.noMarks')}
      </p>
      <div className="two-texts">
        <Side name="mine" label={t('essays.conflict.mine')} language={language} />
        <Side name="theirs" label={t('essays.conflict.theirs')} language={language} />
      </div>
      <p className="acts">
        <button className="btn main" type="button" value="mine">
          {t('essays.conflict.keepMine')}
        </button>
        <button className="btn" type="button" value="theirs">
          {t('essays.conflict.keepTheirs')}
        </button>
      </p>
      <div className="field">
        <label htmlFor="conflict-merged">{t('essays.conflict.merged')}</label>
        <p className="hint" id="conflict-hint">
          {t('essays.conflict.mergedHint')}
        </p>
        <textarea
          id="conflict-merged"
          rows={8}
          lang={language}
          aria-describedby="conflict-hint"
          data-merged
        />
      </div>
      <p className="acts">
        <button className="btn" type="button" value="both">
          {t('essays.conflict.keepBoth')}
        </button>
      </p>
    </dialog>
  )
}

function Side({ name, label, language }: { name: 'mine' | 'theirs'; label: string; language: string }) {
  return (
    <section aria-labelledby={`conflict-${name}`}>
      <h3 id={`conflict-${name}`}>{label}</h3>
      <div
        className="one-text"
        lang={language}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls by the keyboard too
        tabIndex={0}
        data-side={name}
      />
    </section>
  )
}
