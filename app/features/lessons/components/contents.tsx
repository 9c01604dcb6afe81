import type { Heading } from '../lesson-texts.ts'

/** The contents of a lesson: at the side where there is room, folded above the text where there is not. */
export function Contents({ summary, headings }: { summary: string; headings: Heading[] }) {
  return (
    <details className="toc">
      <summary>{summary}</summary>
      <ol>
        {headings
          .filter((heading) => heading.depth === 2)
          .map((heading) => (
            <li key={heading.id}>
              <a href={`#${heading.id}`}>{heading.text}</a>
            </li>
          ))}
      </ol>
    </details>
  )
}
