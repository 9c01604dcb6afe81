/**
 * A JSON object in pieces: members that are asynchronous lists are written one entry at a time, so that a long one is
 * never whole in memory.
 */
export async function* jsonOf(members: Record<string, unknown>): AsyncGenerator<string> {
  let before = '{\n'
  for (const [name, value] of Object.entries(members)) {
    yield `${before}${JSON.stringify(name)}: `
    before = ',\n'
    if (isAsyncList(value)) yield* listOf(value)
    else yield JSON.stringify(value ?? null, null, 2)
  }
  yield before === '{\n' ? '{}\n' : '\n}\n'
}

const isAsyncList = (value: unknown): value is AsyncIterable<unknown> =>
  typeof value === 'object' && value !== null && Symbol.asyncIterator in value

async function* listOf(entries: AsyncIterable<unknown>): AsyncGenerator<string> {
  let before = '[\n  '
  for await (const entry of entries) {
    yield before + JSON.stringify(entry)
    before = ',\n  '
  }
  yield before.startsWith('[') ? '[]' : '\n]'
}
