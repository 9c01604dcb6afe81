type Criterion = { id: string; title: string; max: number; levels: { points: number; text: string }[] }

/** What is judged, criterion by criterion; each opens to what its points mean. */
export function RubricTable({ title, criteria }: { title: string; criteria: Criterion[] }) {
  return (
    <section>
      <h2>{title}</h2>
      {criteria.map((criterion) => (
        <details key={criterion.id} className="level-list">
          <summary>
            {criterion.title} <span className="soft num small">0–{criterion.max}</span>
          </summary>
          <dl>
            {criterion.levels.map((level) => (
              <div key={level.points}>
                <dt className="num">{level.points}</dt>
                <dd>{level.text}</dd>
              </div>
            ))}
          </dl>
        </details>
      ))}
    </section>
  )
}
