import type { Locale } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { CachedHtml, type CachedPiece } from '#app/ui/cached-html.tsx'
import type { LessonText } from '../lesson-text.ts'
import type { SelfCheckVerdict } from '../self-check.ts'
import { SelfCheckForm } from './self-check-form.tsx'

type Props = {
  versionId: string
  text: LessonText
  /** The verdicts on the answers so far, by self-check. */
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
  const pieces = text.parts.map((part, index): CachedPiece => {
    if (part.type === 'html') return { name: `${versionId} ${index}`, content: part.html }
    const { id } = part
    const error = refused?.check === id ? refused.reason : undefined
    const verdict = verdicts[id]
    const chosen = verdict?.options.flatMap((option) => (option.chosen ? [option.id] : [])) ?? []
    return {
      name: [versionId, id, error, ...chosen].join(' '),
      content: () => {
        const at = text.questions.findIndex((one) => one.id === id)
        const question = text.questions[at]
        const place = { number: at + 1, of: text.questions.length }
        const why = error && t(`mdx.check.${error}`)
        return question && <SelfCheckForm {...{ versionId, question, place, lang, verdict }} error={why} />
      },
    }
  })
  return <CachedHtml className="part" lang={lang} pieces={pieces} />
}
