import { useI18n } from '#app/i18n/react.tsx'
import { Tag } from '#app/ui/notice.tsx'
import type { LessonText } from '../lesson-text.ts'
import type { SelfCheckDefinition } from '../self-check.ts'
import { foreignLang } from './lesson-body.tsx'

/** The body of a lesson for its editors: as participants read it, each self-check with its key and explanations. */
export function LessonPreview({ text, checks }: { text: LessonText; checks: SelfCheckDefinition[] }) {
  const { locale } = useI18n()
  const lang = foreignLang(text.locale, locale)
  return (
    <>
      {text.parts.map((part, index) => {
        if (part.type === 'html') {
          return (
            <div
              // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a version never move
              key={index}
              className="part"
              lang={lang}
              dangerouslySetInnerHTML={{ __html: part.html }}
            />
          )
        }
        const place = checks.findIndex((check) => check.id === part.id)
        const check = checks[place]
        return check ? (
          <Key key={part.id} check={check} number={place + 1} of={checks.length} lang={lang} />
        ) : null
      })}
    </>
  )
}

type KeyProps = { check: SelfCheckDefinition; number: number; of: number; lang?: LessonText['locale'] }

function Key({ check, number, of, lang }: KeyProps) {
  const { t } = useI18n()
  return (
    <section className="check" id={`check-${check.id}`} aria-labelledby={`check-${check.id}-q`}>
      <p className="kicker">
        {t('mdx.check.label')} · {t('lessons.check.place', { number, of })}
      </p>
      <div
        className="q"
        id={`check-${check.id}-q`}
        lang={lang}
        dangerouslySetInnerHTML={{ __html: check.questionHtml }}
      />
      <p className="hint">
        {t(check.kind === 'multiple' ? 'mdx.check.chooseSeveral' : 'mdx.check.chooseOne')}
      </p>
      {check.options.map((option) => (
        <div key={option.id}>
          <p>
            {option.correct && <Tag tone="good">{t('mdx.check.optionRight')}</Tag>}{' '}
            <span lang={lang} dangerouslySetInnerHTML={{ __html: option.html }} />
          </p>
          <div
            className={option.correct ? 'why good' : 'why'}
            lang={lang}
            dangerouslySetInnerHTML={{ __html: option.whyHtml }}
          />
        </div>
      ))}
    </section>
  )
}
