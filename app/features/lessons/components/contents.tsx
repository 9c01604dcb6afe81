import { useI18n } from '#app/i18n/react.tsx'
import { Kept } from '#app/ui/kept.tsx'
import { lessonText } from '../lesson-texts.ts'

/** The contents of a lesson: at the side where there is room, folded above the text where there is not. */
export function Contents({ versionId }: { versionId: string }) {
  const { t } = useI18n()
  const list = () => (
    <>
      <summary>{t('lessons.contents')}</summary>
      <ol>
        {lessonText(versionId)
          .toc.filter((heading) => heading.depth === 2)
          .map((heading) => (
            <li key={heading.id}>
              <a href={`#${heading.id}`}>{heading.text}</a>
            </li>
          ))}
      </ol>
    </>
  )
  return <Kept as="details" className="toc" pieces={[{ name: `${versionId} contents`, content: list }]} />
}
