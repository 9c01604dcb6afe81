import type { Locale } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Kept } from '#app/ui/kept.tsx'
import type { LessonText } from '../lesson-texts.ts'
import type { SelfCheckVerdict } from '../self-check.ts'
import { SelfCheckForm } from './self-check-form.tsx'

type Props = {
  versionId: string
  text: LessonText
  /** Answers given so far, judged, by self-check. */
  verdicts: Readonly<Record<string, SelfCheckVerdict>>
  refused: RefusedCheck | null
}

export type RefusedCheck = { check: string; reason: 'nothing_chosen' | 'too_many' | 'unknown_option' }

/** The language to name on a piece of text: only where it is not the page's own. */
export const foreignLang = (text: Locale, page: Locale): Locale | undefined =>
  text === page ? undefined : text

/** The body of a lesson: compiled pieces as they are, self-checks as forms between them. */
export function LessonBody({ versionId, text, verdicts, refused }: Props) {
  const { t, locale } = useI18n()
  const lang = foreignLang(text.locale, locale)
  const order = [...text.questions.keys()]
  return (
    <>
      {text.parts.map((part, index) => {
        if (part.type === 'html') {
          return (
            // biome-ignore lint/suspicious/noArrayIndexKey: the pieces of a version never move
            <Kept key={index} name={`${versionId} ${index}`} className="part" lang={lang}>
              {part.html}
            </Kept>
          )
        }
        const question = text.questions.get(part.id)
        if (!question) return null
        const place = { number: order.indexOf(part.id) + 1, of: order.length }
        const verdict = verdicts[part.id]
        const error = refused?.check === part.id ? refused.reason : undefined
        const chosen = verdict?.options.filter((option) => option.chosen).map((option) => option.id) ?? []
        return (
          <Kept key={part.id} name={[versionId, part.id, error, ...chosen].join(' ')} className="part">
            {() => (
              <SelfCheckForm
                {...{ versionId, question, place, lang, verdict }}
                error={error && t(`mdx.check.${error}`)}
              />
            )}
          </Kept>
        )
      })}
    </>
  )
}
