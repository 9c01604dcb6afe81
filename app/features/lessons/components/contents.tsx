import { useI18n } from '#app/i18n/react.tsx'
import { CachedHtml } from '#app/ui/cached-html.tsx'
import type { Heading } from '../lesson-text.ts'

/** The contents of a lesson: at the side where there is room, folded above the text where there is not. */
export function Contents({ versionId, toc }: { versionId: string; toc: Heading[] }) {
  const { t } = useI18n()
  const list = () => (
    <>
      <summary>{t('lessons.contents')}</summary>
      <ol>
        {toc
          .filter((heading) => heading.depth === 2)
          .map((heading) => (
            <li key={heading.id}>
              <a href={`#${heading.id}`}>{heading.text}</a>
            </li>
          ))}
      </ol>
    </>
  )
  return (
    <CachedHtml as="details" className="toc" pieces={[{ name: `${versionId} contents`, content: list }]} />
  )
}
