import fc from 'fast-check'
import { expect, test } from 'vitest'
import { jsonOf } from './json.ts'

async function* listed(entries: unknown[]): AsyncGenerator<unknown> {
  yield* entries
}

async function written(members: Record<string, unknown>): Promise<unknown> {
  let text = ''
  for await (const piece of jsonOf(members)) text += piece
  return JSON.parse(text)
}

test('export: JSON in pieces is the JSON of the whole', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.dictionary(fc.string(), fc.jsonValue()),
      fc.array(fc.jsonValue()),
      async (members, entries) => {
        const whole = { ...members, list: entries }
        expect(await written({ ...members, list: listed(entries) })).toEqual(
          JSON.parse(JSON.stringify(whole)),
        )
      },
    ),
  )
  expect(await written({})).toEqual({})
  expect(await written({ gone: undefined })).toEqual({ gone: null })
})
