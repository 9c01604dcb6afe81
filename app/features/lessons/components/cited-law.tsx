import { useI18n } from '#app/i18n/react.tsx'
import type { CitedInText } from '../lesson-text.ts'

/** What the lesson cites, with the wording that was read, and the day the law was known on. */
export function CitedLaw({ cited, lawAsOf }: { cited: CitedInText[]; lawAsOf: string | null }) {
  const { t } = useI18n()
  if (cited.length === 0 && !lawAsOf) return null
  return (
    <section className="cited" aria-labelledby="cited">
      <h2 id="cited">{t('lessons.cited.title')}</h2>
      {lawAsOf && <p>{t('lessons.cited.lawAsOf', { date: lawAsOf })}</p>}
      <ul>
        {cited.map((act) => (
          <li key={act.href}>
            <a href={act.href} rel="noopener">
              {act.name}
            </a>
            {': '}
            {act.wordings
              .map(({ date, articles }) =>
                t(`lessons.cited.${act.unit}`, { list: articles.join(', '), count: articles.length, date }),
              )
              .join('; ')
              // «157-1», «38-бап»: no line ends after the hyphen.
              .replaceAll('-', '-\u2060')}
          </li>
        ))}
      </ul>
    </section>
  )
}
