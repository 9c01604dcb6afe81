/**
 * A list as somebody might upload it. `expects`: the fault of the file as a whole ("!empty"), or its rows in short; rows of
 * which only some matter stand with "…" after them.
 */
export type OddList = {
  name: string
  bytes: () => Uint8Array | Promise<Uint8Array>
  expects: string | string[]
}

/** One from its text or its bytes. */
export const text = (name: string, content: string, expects: OddList['expects']): OddList => ({
  name,
  bytes: () => Buffer.from(content),
  expects,
})
/** One from its text or its bytes. */
export const bytes = (name: string, content: Uint8Array, expects: OddList['expects']): OddList => ({
  name,
  bytes: () => content,
  expects,
})
/** A text repeated until it has at least so many characters. */
export const fill = (piece: string, size: number) => piece.repeat(Math.ceil(size / piece.length))
