/** How a list is sorted: by which column, and from which end. */
export type Sorting<Key extends string> = { key: Key; down: boolean }

/** A head of a column that sorts: where it leads, and how the list is sorted now. */
export type SortLink = { href: string; now?: 'ascending' | 'descending' }

/** Reads "name" or "-name" out of an address; the first of `keys`, upwards, for anything else. */
export function readSorting<Key extends string>(
  asked: string | null,
  keys: readonly [Key, ...Key[]],
): Sorting<Key> {
  const key = keys.find((one) => asked === one || asked === `-${one}`)
  return key ? { key, down: asked?.startsWith('-') ?? false } : { key: keys[0], down: false }
}

/** As it stands in an address; null for the usual order, which no address names. */
export const writeSorting = <Key extends string>({ key, down }: Sorting<Key>, usual: Key): string | null =>
  key === usual && !down ? null : `${down ? '-' : ''}${key}`

/** The link of one column: it sorts by it, or turns the order round where that is so already. */
export function sortLink<Key extends string>(
  column: Key,
  now: Sorting<Key>,
  usual: Key,
  hrefOf: (sort: string | null) => string,
): SortLink {
  const isNow = now.key === column
  const href = hrefOf(writeSorting({ key: column, down: isNow && !now.down }, usual))
  return isNow ? { href, now: now.down ? 'descending' : 'ascending' } : { href }
}

/** Rows in the order of a comparison, or the other way round; equal rows keep their order both ways. */
export function sorted<Row>(rows: readonly Row[], down: boolean, compare: (a: Row, b: Row) => number): Row[] {
  return rows.toSorted((a, b) => (down ? compare(b, a) : compare(a, b)))
}
