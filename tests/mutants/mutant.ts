/** One small bug: in `file` the text `find`, which stands there exactly once, becomes `replace`. */
export type Mutant = {
  /** What is wrong with the product while the bug is in: "subject: behaviour". */
  name: string
  file: string
  find: string
  replace: string
  /** Test files of which at least one has to fail. */
  tests: string[]
}

/** The source with the bug in it; throws where `find` is not there, or more than once. */
export function mutate(source: string, { name, file, find, replace }: Mutant): string {
  const parts = source.split(find)
  if (parts.length !== 2) throw new Error(`${name}: "${find}" occurs ${parts.length - 1} times in ${file}`)
  return parts.join(replace)
}
