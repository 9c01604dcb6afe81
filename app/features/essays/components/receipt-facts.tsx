import type { Fact } from '../receipt-facts.server.ts'

/** Facts one under another, as on the receipt of a submission. */
export function Facts({ facts }: { facts: Fact[] }) {
  return (
    <dl className="sheet receipt">
      {facts.map(({ name, value, mono }) => (
        <div key={name}>
          <dt className="small soft">{name}</dt>
          <dd className="num">{mono ? <code>{value}</code> : value}</dd>
        </div>
      ))}
    </dl>
  )
}
