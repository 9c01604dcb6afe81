import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import type { EditorWords } from './editor-words.server.ts'

type WritingPageProps = {
  page: {
    title: string
    nonce: string
    slug: string
    attemptId: string
    language: string
    brief: string
    criteria: string[]
    words: { now: number; min: number; max: number }
    draft: { text: string; revision: number }
    savedAt: string | null
    until: string
    clock: { now: string; deadline: string; offset: number }
    script: EditorWords
  }
  step:
    | null
    | { step: 'saved' }
    | {
        step: 'refused'
        reason: 'empty' | 'broken' | 'too_large' | 'too_short' | 'too_long'
        text: string
        revision: number
        length?: { words: number; by: number; min: number; max: number }
      }
    | { step: 'conflict'; text: string; theirs: string; revision: number }
  /** Address of the editor's script. */
  editor: string
}

const LETTERS = ['Ә', 'Ғ', 'Қ', 'Ң', 'Ө', 'Ұ', 'Ү', 'Һ', 'І', '«', '»', '§', '№']

/** The writing page; complete without its script, which saves by itself and keeps a copy on the device. */
export function WritingPage({ page, step, editor }: WritingPageProps) {
  const { t } = useI18n()
  const typed = step && step.step !== 'saved' ? step : null
  const revision = typed?.revision ?? page.draft.revision
  return (
    <>
      <form
        method="post"
        className="editor"
        id="editor"
        data-draft={paths.draft(page.attemptId)}
        data-sign-in={paths.signIn(paths.write(page.slug))}
        data-revision={revision}
        data-now={page.clock.now}
        data-deadline={page.clock.deadline}
        data-offset={page.clock.offset}
      >
        <Top page={page} />
        <div className="cols">
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls beside the text, by the keyboard too */}
          <details className="brief" tabIndex={0}>
            <summary>
              {t('essays.editor.brief')}: {page.title}
            </summary>
            <h2>{t('essays.editor.brief')}</h2>
            <div dangerouslySetInnerHTML={{ __html: page.brief }} />
            <h2>{t('essays.editor.judged')}</h2>
            <p className="small">{page.criteria.join(' · ')}</p>
          </details>
          <main className="paper" id="main">
            {typed && <Trouble typed={typed} />}
            <input type="hidden" name="baseRevision" value={revision} />
            <textarea
              name="text"
              lang={page.language}
              aria-label={t('essays.editor.label')}
              placeholder={t('essays.editor.placeholder')}
              defaultValue={typed?.text ?? page.draft.text}
              spellCheck
              autoComplete="off"
            />
          </main>
        </div>
        <footer className="bottom">
          <span className="small soft">{t('essays.editor.letters')}</span>
          {LETTERS.map((letter) => (
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
          <span className="vh" role="status" data-warning />
        </footer>
      </form>
      <Conflict />
      <script
        type="application/json"
        id="editor-words"
        dangerouslySetInnerHTML={{ __html: JSON.stringify(page.script).replaceAll('<', '\\u003c') }}
      />
      <script type="module" src={editor} nonce={page.nonce} />
    </>
  )
}

function Top({ page }: Pick<WritingPageProps, 'page'>) {
  const { t } = useI18n()
  const left = Math.max(
    0,
    Math.floor((Date.parse(page.clock.deadline) - Date.parse(page.clock.now)) / 60_000),
  )
  const { words } = page
  return (
    <header className="top">
      <h1>{page.title}</h1>
      <strong className="clock num" data-clock>
        {t('essays.editor.left', { hours: Math.floor(left / 60), minutes: left % 60 })}
      </strong>
      <span className="until soft">{t('essays.editor.until', { at: page.until })}</span>
      <span className="saved" role="status" data-state>
        {page.savedAt ? t('essays.editor.savedServer', { time: page.savedAt }) : t('essays.editor.begun')}
      </span>
      <span className="words num">
        {t('essays.editor.words')} <b data-words>{words.now}</b>{' '}
        <span>{t('essays.editor.limits', { min: words.min, max: words.max })}</span>
      </span>
      <span className="acts">
        <Button slim name="intent" value="save" data-plain-save>
          {t('essays.editor.save')}
        </Button>
        <Button slim kind="main" name="intent" value="review">
          {t('essays.editor.submit')}
        </Button>
      </span>
    </header>
  )
}

function Trouble({ typed }: { typed: Exclude<NonNullable<WritingPageProps['step']>, { step: 'saved' }> }) {
  const { t } = useI18n()
  if (typed.step === 'refused') {
    return <Notice tone="bad">{t(`essays.refused.${typed.reason}`, typed.length ?? {})}</Notice>
  }
  return (
    <Notice tone="warn" title={t('essays.conflict.title')}>
      <p>{t('essays.conflict.plain')}</p>
      <textarea readOnly rows={6} defaultValue={typed.theirs} aria-label={t('essays.conflict.theirs')} />
    </Notice>
  )
}

/** Opened by the script when another tab or device has saved something else; neither text is dropped unseen. */
function Conflict() {
  const { t } = useI18n()
  return (
    <dialog id="conflict" aria-labelledby="conflict-title">
      <h2 id="conflict-title">{t('essays.conflict.title')}</h2>
      <p>{t('essays.conflict.text')}</p>
      <div className="split">
        <label>
          {t('essays.conflict.mine')}
          <textarea readOnly rows={12} data-mine />
        </label>
        <label>
          {t('essays.conflict.theirs')}
          <textarea readOnly rows={12} data-theirs />
        </label>
      </div>
      <p className="acts">
        <button className="btn main" type="button" value="mine">
          {t('essays.conflict.keepMine')}
        </button>
        <button className="btn" type="button" value="theirs">
          {t('essays.conflict.keepTheirs')}
        </button>
        <button className="btn" type="button" value="both">
          {t('essays.conflict.keepBoth')}
        </button>
      </p>
    </dialog>
  )
}
