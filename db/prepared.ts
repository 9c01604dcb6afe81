import type { CompiledQuery, Kysely } from 'kysely'
import type { DB } from './schema.ts'

/** Stands in a statement for a value that comes later. */
class Slot {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/**
 * A statement that is compiled once a process: for those that every request asks, where building one anew costs as
 * much as sending it. `build` gets a stand-in for each value, may put it wherever a value may stand, and must not look
 * at it. Answers the rows; inside a transaction give its `db`.
 */
export function prepared<Values extends object, Row>(
  build: (db: Kysely<DB>, values: Values) => CompiledQuery<Row>,
): (db: Kysely<DB>, values: Values) => Promise<Row[]> {
  const slots = new Proxy({}, { get: (_, name) => new Slot(String(name)) }) as Values
  let compiled: CompiledQuery<Row> | undefined
  return async (db, values) => {
    compiled ??= build(db, slots)
    const given = values as Record<string, unknown>
    const parameters = compiled.parameters.map((one) => (one instanceof Slot ? given[one.name] : one))
    const asked: CompiledQuery<Row> = { ...compiled, parameters }
    return (await db.executeQuery(asked)).rows
  }
}
