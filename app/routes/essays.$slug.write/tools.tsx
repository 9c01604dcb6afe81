import { SPECIAL_CHARACTERS } from '#app/features/essays/special-characters.ts'
import { useI18n } from '#app/i18n/react.tsx'

/** Letters that keyboards lack, and what makes writing easier. Everything here is the script's. */
export function Bottom({ history }: { history: string }) {
  const { t } = useI18n()
  return (
    <footer className="bottom">
      <div className="letters">
        <span className="small soft">{t('essays.editor.letters')}</span>
        {SPECIAL_CHARACTERS.map((letter) => (
          <button
            className="key-btn"
            type="button"
            key={letter}
            data-letter={letter}
            aria-label={t('essays.editor.insert', { letter })}
          >
            {letter}
          </button>
        ))}
      </div>
      <details className="writing-tools">
        <summary className="btn slim">{t('essays.editor.tools')}</summary>
        <div>
          <button className="btn slim" type="button" data-find-open>
            {t('essays.editor.find')}
          </button>
          <button className="btn slim size" type="button" data-smaller>
            <span aria-hidden="true">A−</span>
            <span className="vh">{t('essays.editor.smaller')}</span>
          </button>
          <button className="btn slim size" type="button" data-larger>
            <span aria-hidden="true">A+</span>
            <span className="vh">{t('essays.editor.larger')}</span>
          </button>
          <button className="btn slim" type="button" aria-pressed="false" data-focus>
            {t('essays.editor.focus')}
          </button>
          <a className="btn slim" href={history} target="_blank" rel="noopener">
            {t('history.link')}
          </a>
        </div>
      </details>
    </footer>
  )
}

/** Opened by the script above the text. */
export function FindBar() {
  const { t } = useI18n()
  return (
    <search className="find" aria-label={t('essays.editor.findLabel')} data-find hidden>
      <input type="search" aria-label={t('essays.editor.findLabel')} autoComplete="off" data-find-field />
      <output className="small num" data-find-count />
      <button className="btn slim" type="button" data-find-previous>
        {t('essays.editor.previous')}
      </button>
      <button className="btn slim" type="button" data-find-next>
        {t('essays.editor.next')}
      </button>
      <button className="btn slim" type="button" data-find-close>
        {t('essays.editor.close')}
      </button>
    </search>
  )
}
