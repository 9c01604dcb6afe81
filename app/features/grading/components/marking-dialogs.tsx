import { useI18n } from '#app/i18n/react.tsx'
import { Kbd } from '#app/ui/button.tsx'

/** The check before a mark is finished; the script opens it. */
export function FinaliseDialog({ alias }: { alias: string }) {
  const { t } = useI18n()
  return (
    <dialog id="finalise" aria-labelledby="finalise-title">
      <h2 id="finalise-title">{t('grading.confirm.title', { alias })}</h2>
      <p>
        <b className="num" data-sum="" /> {t('marking.check.text')}
      </p>
      <div className="acts">
        <button type="button" className="btn" data-cancel="">
          {t('grading.confirm.cancel')}
        </button>
        <button
          type="submit"
          form="marking"
          name="intent"
          value="finalise"
          className="btn main"
          data-confirm=""
        >
          {t('grading.confirm.do')} <Kbd>Ctrl ↵</Kbd>
        </button>
      </div>
    </dialog>
  )
}

/** Two versions of a draft; the script fills it where another window was faster. */
export function ConflictDialog() {
  const { t } = useI18n()
  const version = (name: 'mine' | 'theirs') => (
    <section>
      <h3>{t(`marking.conflict.${name}`)}</h3>
      <ul
        className="plain version"
        data-mine={name === 'mine' ? '' : undefined}
        data-theirs={name === 'theirs' ? '' : undefined}
      />
    </section>
  )
  return (
    <dialog id="conflict" className="wide" aria-labelledby="conflict-title">
      <h2 id="conflict-title">{t('marking.conflict.title')}</h2>
      <p>{t('marking.conflict.text')}</p>
      <div className="versions">
        {version('mine')}
        {version('theirs')}
      </div>
      <div className="acts">
        <button type="button" className="btn main" data-choose="both">
          {t('marking.conflict.both')}
        </button>
        <button type="button" className="btn" data-choose="mine">
          {t('marking.conflict.keepMine')}
        </button>
        <button type="button" className="btn" data-choose="theirs">
          {t('marking.conflict.takeTheirs')}
        </button>
      </div>
    </dialog>
  )
}

/** The keys of the marking screen, and the switch that turns single ones off. */
export function KeysDialog({ max }: { max: number }) {
  const { t } = useI18n()
  const keys = [
    { names: ['↑', '↓'], does: t('marking.keys.criteria') },
    { names: [`0–${max}`], does: t('marking.keys.points', { max }) },
    { names: ['J', 'K'], does: t('marking.keys.paragraphs') },
    { names: ['C'], does: t('marking.keys.comment') },
    { names: ['N'], does: t('marking.keys.next') },
    { names: ['Ctrl ↵'], does: t('marking.keys.finish') },
    { names: ['Esc'], does: t('marking.keys.leave') },
    { names: ['?'], does: t('marking.keys.list') },
  ]
  return (
    <dialog id="keys" aria-labelledby="keys-title">
      <h2 id="keys-title">{t('marking.keys.title')}</h2>
      <dl className="key-list">
        {keys.map(({ names, does }) => (
          <div key={names[0]}>
            <dt>
              {names.map((name) => (
                <Kbd key={name}>{name}</Kbd>
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
      <p className="small soft">{t('marking.keys.fields')}</p>
      <label className="choice">
        <input type="checkbox" defaultChecked data-single="" /> <span>{t('marking.keys.single')}</span>
      </label>
      <div className="acts">
        <button type="button" className="btn main" data-close="">
          {t('marking.keys.close')}
        </button>
      </div>
    </dialog>
  )
}
