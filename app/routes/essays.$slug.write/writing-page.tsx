import { SignInAgain } from '#app/features/essays/components/sign-in-again.tsx'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Conflict } from './dialogs.tsx'
import type { SentForm, WritingData } from './page-data.ts'
import { Panel } from './panel.tsx'
import { Bottom, FindBar } from './tools.tsx'
import { Top } from './top.tsx'

type WritingPageProps = {
  page: WritingData
  typed: SentForm | null
  /** Address of the editor's script. */
  editor: string
}

const json = (value: unknown) => ({ __html: JSON.stringify(value).replaceAll('<', '\\u003c') })

/** The writing page; complete without its script, which saves by itself and keeps a copy on the device. */
export function WritingPage({ page, typed, editor }: WritingPageProps) {
  const { t } = useI18n()
  const revision = typed?.revision ?? page.draft.revision
  return (
    <>
      <form
        method="post"
        className="editor"
        id="editor"
        data-title={page.title}
        data-draft={paths.draft(page.attemptId)}
        data-saved-at={page.savedAt ?? undefined}
        data-now={page.clock.now}
        data-deadline={page.clock.deadline}
        data-offset={page.clock.offset}
        data-zone={page.zone}
        data-worker={paths.serviceWorker()}
        data-alive={paths.alive()}
        data-verify={paths.verify()}
      >
        <Top page={page} />
        <Panel away={paths.essay(page.slug)} />
        <div className="cols">
          <Brief page={page} />
          <main className="paper" id="main">
            <FindBar />
            {typed && <Trouble typed={typed} />}
            <input type="hidden" name="baseRevision" value={revision} />
            <div className="sheet-of-text">
              <textarea
                name="text"
                lang={page.language}
                aria-label={t('essays.editor.label')}
                placeholder={t('essays.editor.placeholder')}
                defaultValue={typed?.text ?? page.draft.text}
                spellCheck
                autoComplete="off"
              />
            </div>
            <div className="on-paper" lang={page.language} data-paper />
          </main>
        </div>
        <Bottom history={paths.history(page.slug)} />
        <span className="vh" role="status" data-said />
      </form>
      <Conflict language={page.language} />
      <SignInAgain email={page.email} />
      <script type="application/json" id="editor-words" dangerouslySetInnerHTML={json(page.script)} />
      {typed && (
        <script type="application/json" id="editor-saved" dangerouslySetInnerHTML={json(page.draft.text)} />
      )}
      <script type="module" src={editor} nonce={page.nonce} />
    </>
  )
}

function Brief({ page }: Pick<WritingPageProps, 'page'>) {
  const { t } = useI18n()
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls beside the text, by the keyboard too
    <details className="brief" tabIndex={0}>
      <summary>
        {t('essays.editor.brief')}: {page.title}
      </summary>
      {page.steps.length > 0 && (
        <>
          <h2>{t('essays.editor.steps')}</h2>
          <ol className="steps" lang={page.language}>
            {page.steps.map((step) => (
              <li key={step}>
                <button type="button" data-step={step}>
                  {step}
                </button>
              </li>
            ))}
          </ol>
        </>
      )}
      <h2>{t('essays.editor.brief')}</h2>
      <div dangerouslySetInnerHTML={{ __html: page.brief }} />
      <h2>{t('essays.editor.judged')}</h2>
      <p className="small">{page.criteria.join(' · ')}</p>
    </details>
  )
}

function Trouble({ typed }: { typed: SentForm }) {
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
