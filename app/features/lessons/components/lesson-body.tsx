import type { Locale } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { Kept, type Piece } from '#app/ui/kept.tsx'
import type { LessonText } from '../lesson-texts.ts'
import { SelfCheckForm } from './self-check-form.tsx'

type Props = {
  versionId: string
  text: LessonText
  /** The options chosen so far, by self-check. */
  chosen: Readonly<Record<string, string[]>>
  refused: RefusedCheck | null
}

export type RefusedCheck = { check: string; reason: 'nothing_chosen' | 'too_many' | 'unknown_option' }

/** The language to name on a piece of text: only where it is not the page's own. */
export const foreignLang = (text: Locale, page: Locale): Locale | undefined =>
  text === page ? undefined : text

/** The body of a lesson: compiled pieces as they are, self-checks as forms between them. */
export function LessonBody({ versionId, text, chosen, refused }: Props) {
  const { t, locale } = useI18n()
  const lang = foreignLang(text.locale, locale)
  const order = [...text.questions.keys()]
  const pieces = text.parts.map((part, index): Piece => {
    if (part.type === 'html') return { name: `${versionId} ${index}`, content: part.html }
    const { id } = part
    const error = refused?.check === id ? refused.reason : undefined
    const given = chosen[id] ?? []
    return {
      name: [versionId, id, error, ...given].join(' '),
      content: () => {
        const question = text.questions.get(id)
        const place = { number: order.indexOf(id) + 1, of: order.length }
        const why = error && t(`mdx.check.${error}`)
        const verdict = text.judge(id, given)
        return question && <SelfCheckForm {...{ versionId, question, place, lang, verdict }} error={why} />
      },
    }
  })
  return <Kept className="part" lang={lang} pieces={pieces} />
}
