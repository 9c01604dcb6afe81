import type { Locale } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Tag } from '#app/ui/notice.tsx'
import type { OptionVerdict, SelfCheckQuestion, SelfCheckVerdict } from '../self-check.ts'

type Props = {
  versionId: string
  question: SelfCheckQuestion
  /** Which of the lesson's questions it is. */
  place: { number: number; of: number }
  /** Of the question, where it is not the page's own. */
  lang?: Locale
  /** The answer that was given, judged; absent before the first one. */
  verdict?: SelfCheckVerdict | null
  /** Why the last try was refused. */
  error?: string
}

/** Where the question stands on the lesson's page. */
export const checkAnchor = (id: string) => `check-${id}`

/** A self-check: a form that posts itself, and shows the explanations once there is an answer. */
export function SelfCheckForm({ versionId, question, place, lang, verdict, error }: Props) {
  const { t, locale } = useI18n()
  const anchor = checkAnchor(question.id)
  return (
    <form
      className="check"
      id={anchor}
      lang={lang && locale}
      method="post"
      action={paths.selfCheck(versionId, question.id)}
    >
      <fieldset aria-labelledby={`${anchor}-q`}>
        <p className="kicker">
          {t('mdx.check.label')} · {t('lessons.check.place', place)}
        </p>
        <div
          className="q"
          id={`${anchor}-q`}
          lang={lang}
          dangerouslySetInnerHTML={{ __html: question.questionHtml }}
        />
        <p className="hint">
          {t(question.kind === 'multiple' ? 'mdx.check.chooseSeveral' : 'mdx.check.chooseOne')}
        </p>
        {question.options.map((option) => (
          <Option
            key={option.id}
            option={option}
            kind={question.kind}
            lang={lang}
            verdict={verdict?.options.find((one) => one.id === option.id)}
          />
        ))}
      </fieldset>
      {error && (
        <p className="err" role="alert">
          {error}
        </p>
      )}
      {verdict && (
        <p className={`verdict ${verdict.correct ? 'good' : 'bad'}`} tabIndex={-1}>
          {t(verdict.correct ? 'mdx.check.right' : 'mdx.check.wrong')}
        </p>
      )}
      <button type="submit" className="btn">
        {t(verdict ? 'mdx.check.again' : 'mdx.check.submit')}
      </button>
    </form>
  )
}

type OptionProps = {
  option: SelfCheckQuestion['options'][number]
  kind: SelfCheckQuestion['kind']
  lang?: Locale
  verdict?: OptionVerdict
}

function Option({ option, kind, lang, verdict }: OptionProps) {
  const { t } = useI18n()
  const tone = verdict?.correct ? 'good' : verdict?.chosen ? 'bad' : undefined
  return (
    <>
      <label className={tone && (tone === 'good' ? 'is-right' : 'is-wrong')}>
        <input
          type={kind === 'multiple' ? 'checkbox' : 'radio'}
          name="choice"
          value={option.id}
          defaultChecked={verdict?.chosen}
          required={kind === 'single'}
        />
        <span lang={lang} dangerouslySetInnerHTML={{ __html: option.html }} />
        {tone && (
          <Tag tone={tone}>{t(tone === 'good' ? 'mdx.check.optionRight' : 'mdx.check.optionWrong')}</Tag>
        )}
      </label>
      {verdict && (
        <div
          className={tone ? `why ${tone}` : 'why'}
          lang={lang}
          dangerouslySetInnerHTML={{ __html: verdict.whyHtml }}
        />
      )}
    </>
  )
}
