import type { ReactNode } from 'react'
import { maxPoints } from '#app/features/rubrics/rubric.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Button, Kbd } from '#app/ui/button.tsx'
import { Notice, Tag } from '#app/ui/notice.tsx'
import { Brand } from '#app/ui/top-bar.tsx'
import { numbered } from '../annotations.ts'
import { lookAt } from '../criterion-look.ts'
import { type MarkContent, missingCriteria, pointsOf } from '../mark.ts'
import type { Script } from '../queries/marking.server.ts'
import { AddComment, CommentCard } from './comment-card.tsx'
import { CriterionDetail, CriterionField } from './criterion-field.tsx'
import { EssayText } from './essay-text.tsx'
import { islandWords } from './island-words.ts'
import { ConflictDialog, FinaliseDialog, KeysDialog } from './marking-dialogs.tsx'

/** A script as its marker sees it, with the times already in words. */
export type ScriptInHand = Pick<
  Script,
  'alias' | 'locale' | 'text' | 'words' | 'late' | 'prompt' | 'rubricTitle' | 'passPoints' | 'criteria'
> & {
  revision: number
  waited: string
  until: string
  /** How long the lease runs from now. */
  secondsLeft: number
  savedAt: string | null
  offset: string
  /** Tells one marker's copies on this device from another's. */
  owner: string
}

type MarkingFormProps = {
  script: ScriptInHand
  content: MarkContent
  values: Record<string, string>
  errors: Record<string, string[]>
  /** Says what was finished just before. */
  notice: ReactNode
  homeHref: string
  /** The page itself, with the filter of the queue. */
  action: string
  api: string
}

function Bar({ script, homeHref }: Pick<MarkingFormProps, 'script' | 'homeHref'>) {
  const { t } = useI18n()
  const { savedAt } = script
  return (
    <header className="bar">
      <Brand href={homeHref} />
      <h1>{t('grading.script', { alias: script.alias })}</h1>
      <Tag lang={script.locale}>{script.locale}</Tag>
      <span className="wide-only">
        <Tag tone="acc">{t('grading.blind')}</Tag>
      </span>
      {script.late && <Tag tone="warn">{t('grading.late')}</Tag>}
      <span className="small soft num wide-only">{t('grading.waits', { time: script.waited })}</span>
      <span className="small soft num" data-until="">
        {t('grading.until', { time: script.until, offset: script.offset })}
      </span>
      <div className="end">
        <span className="small saved state" role="status" data-state="">
          {savedAt ? t('grading.saved.at', { time: savedAt }) : t('grading.saved.none')}
        </span>
        <span className="without-script">
          <Button slim name="intent" value="save">
            {t('grading.mark.save')}
          </Button>
        </span>
        <Button slim name="intent" value="hand-back">
          {t('grading.mark.handBack')}
        </Button>
        <Button slim kind="main" name="intent" value="finalise" data-finalise="">
          {t('grading.mark.finalise')} <Kbd>Ctrl ↵</Kbd>
        </Button>
      </div>
    </header>
  )
}

function Aid({ label, html, lang }: { label: string; html: string; lang: string }) {
  return (
    <details className="aid">
      <summary>{label}</summary>
      <div className="read" lang={lang} dangerouslySetInnerHTML={{ __html: html }} />
    </details>
  )
}

function EssayColumn({ script, content }: Pick<MarkingFormProps, 'script' | 'content'>) {
  const { t, locale } = useI18n()
  const { prompt, words } = script
  return (
    <main className="essay" id="main">
      <div className="aids">
        <p className="small soft num">
          {prompt.title[locale]} · {t('grading.words', { count: words })} ({prompt.wordsMin}–{prompt.wordsMax}
          )
        </p>
        <Aid label={t('grading.mark.brief')} html={prompt.brief} lang={script.locale} />
        <Aid label={t('grading.mark.model')} html={prompt.model} lang={script.locale} />
        <Aid label={t('grading.mark.notes')} html={prompt.notes} lang={locale} />
      </div>
      <EssayText
        text={script.text}
        annotations={content.annotations}
        criteria={script.criteria}
        lang={script.locale}
      />
    </main>
  )
}

function CommentColumn({
  script,
  content,
  values,
  errors,
}: Pick<MarkingFormProps, 'script' | 'content' | 'values' | 'errors'>) {
  const { t } = useI18n()
  const { criteria } = script
  const blank = { id: '', criterion: null, comment: '', number: 0, selector: { start: 0, end: 0, quote: '' } }
  return (
    <aside className="margin" aria-label={t('grading.mark.comments')}>
      {errors.annotations?.[0] && (
        <p className="err" id="comments-error">
          {errors.annotations[0]}
        </p>
      )}
      <div className="stack" data-comments="">
        {numbered(content.annotations).map((annotation, index) => (
          <CommentCard
            key={annotation.id}
            {...{ annotation, index, criteria }}
            error={errors[`annotations[${index}].comment`]?.[0]}
          />
        ))}
      </div>
      <p className="small soft with-script">
        {t('grading.mark.hint')} <Kbd>C</Kbd>. {t('marking.keys.paragraph', { keys: 'J, K' })}
      </p>
      <p className="acts with-script">
        <button type="button" className="btn slim" data-comment-selection="">
          {t('grading.mark.addSelected')}
        </button>
        <button type="button" className="btn slim" data-keys="">
          {t('marking.keys.open')} <Kbd>?</Kbd>
        </button>
      </p>
      <AddComment {...{ criteria, values, errors }} />
      <template data-card="">
        <CommentCard annotation={blank} index={0} criteria={criteria} />
      </template>
    </aside>
  )
}

function RubricColumn({ script, content, errors }: Pick<MarkingFormProps, 'script' | 'content' | 'errors'>) {
  const { t, locale } = useI18n()
  const { criteria, passPoints } = script
  const { scores, remarks, overall } = content
  const shown = missingCriteria(criteria, scores)[0] ?? criteria[0]?.id
  return (
    <aside className="rub" aria-label={t('grading.mark.rubric')}>
      <div className="rub-head">
        <h2>{script.rubricTitle[locale]}</h2>
        <p className="sum">
          <span className="vh">{t('grading.mark.total')}</span>
          <b>
            <span data-total="">{pointsOf(criteria, scores)}</span> / {maxPoints(criteria)}
          </b>
        </p>
        <p className="small soft">
          <span data-to-go="">
            {t('grading.mark.toGo', { count: missingCriteria(criteria, scores).length })}
          </span>
          {' · '}
          {t('grading.mark.pass', { points: passPoints })}
        </p>
      </div>
      {criteria.map((criterion, index) => (
        <CriterionField
          key={criterion.id}
          criterion={criterion}
          look={lookAt(index)}
          score={scores[criterion.id]}
          error={errors[`scores.${criterion.id}`]?.[0]}
        />
      ))}
      {criteria.map((criterion) => (
        <CriterionDetail
          key={criterion.id}
          criterion={criterion}
          shown={criterion.id === shown}
          score={scores[criterion.id]}
          remark={remarks[criterion.id] ?? ''}
          error={errors[`remarks.${criterion.id}`]?.[0]}
        />
      ))}
      <label className="field overall">
        <span className="small soft">{t('grading.mark.overall')}</span>
        {errors.overall?.[0] && <span className="err">{errors.overall[0]}</span>}
        <textarea name="overall" rows={3} maxLength={6000} defaultValue={overall} />
      </label>
    </aside>
  )
}

/** The whole marking screen: one form that saves without a script, and what the script needs to do better. */
export function MarkingForm({
  script,
  content,
  values,
  errors,
  notice,
  homeHref,
  action,
  api,
}: MarkingFormProps) {
  const { t } = useI18n()
  const words = islandWords(t, script.criteria.length)
  return (
    <>
      <form
        id="marking"
        className="grader"
        method="post"
        action={action}
        data-api={api}
        data-owner={script.owner}
        data-seconds-left={script.secondsLeft}
        data-words={JSON.stringify(words)}
      >
        <input type="hidden" name="revision" defaultValue={values.revision ?? script.revision} />
        {/* Enter in a field saves: the first submit button of a form is what Enter presses. */}
        <button
          type="submit"
          name="intent"
          value="save"
          className="vh"
          tabIndex={-1}
          aria-hidden="true"
          data-enter=""
        />
        <Bar script={script} homeHref={homeHref} />
        <div className="notices" data-notices="">
          {notice}
          {errors['']?.[0] && <Notice tone="bad">{errors[''][0]}</Notice>}
          <details className="notice" data-unchosen="" hidden>
            <summary>{t('marking.conflict.kept')}</summary>
            <ul className="plain version" />
          </details>
        </div>
        <div className="cols">
          <EssayColumn {...{ script, content }} />
          <CommentColumn {...{ script, content, values, errors }} />
          <RubricColumn {...{ script, content, errors }} />
        </div>
      </form>
      <FinaliseDialog alias={script.alias} />
      <ConflictDialog />
      <KeysDialog max={Math.max(...script.criteria.map(({ max }) => max))} />
    </>
  )
}
