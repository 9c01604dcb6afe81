import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { type Autosave, openAutosave, type SaveState } from './autosave.ts'

// The browser's FormData reads a form; Node's does not.
beforeEach(() => {
  vi.useFakeTimers()
  vi.stubGlobal(
    'FormData',
    class extends Map<string, string> {
      constructor(form: ReturnType<typeof formOf>) {
        super([['revision', form.elements.namedItem().value]])
      }
    },
  )
})
afterEach(() => {
  vi.useRealTimers()
  vi.unstubAllGlobals()
})

function formOf(revision: string) {
  const field = { value: revision }
  return { dataset: { api: '/api/marks/1' }, elements: { namedItem: () => field } }
}

const stored = (revision: number) => Response.json({ stored: { revision } }, { status: 409 })
const saved = (revision: number) => Response.json({ revision, saved: 'saved' })

/** A marking page at revision 3, and a server that gives these answers one after another. */
function openPage(
  answers: (Response | Promise<Response>)[],
  decide: (autosave: Autosave, other: number) => void,
) {
  const form = formOf('3')
  const sent: string[] = []
  const states: SaveState[] = []
  vi.stubGlobal('fetch', async (_to: string, init: { body: URLSearchParams }) => {
    sent.push(init.body.get('revision') ?? '')
    const answer = answers.shift()
    if (!answer) throw new TypeError('no line')
    return answer
  })
  const autosave = openAutosave({
    form: form as unknown as HTMLFormElement,
    onState: (state) => states.push(state),
    onSaved: () => {},
    onConflict: (other) => decide(autosave, other.revision),
  })
  return { autosave, sent, states }
}

test('autosave: a conflict that is decided at once ends the save that met it, over the other version', async () => {
  const { autosave, sent, states } = openPage([stored(7), saved(8)], (page, other) => page.over(other))
  await autosave.store()
  // Whoever waited for the save (finishing, handing back) goes on with work that is stored.
  expect(sent).toEqual(['3', '7'])
  expect(states).toEqual(['conflict', 'saved'])
  expect(await autosave.settle()).toBe('stored')
  expect(sent).toHaveLength(2)
})

test('autosave: a second window that saves during the decision is asked about again, and nothing is sent twice', async () => {
  const { autosave, sent } = openPage([stored(7), stored(9), saved(10)], (page, other) => page.over(other))
  await autosave.store()
  expect(sent).toEqual(['3', '7', '9'])
  expect(autosave.state()).toBe('saved')
})

test('autosave: a conflict that waits for its decision stops, and the decision sends', async () => {
  const { autosave, sent } = openPage([stored(7), saved(8)], () => {})
  await autosave.store()
  expect(autosave.state()).toBe('conflict')
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sent).toEqual(['3'])
  autosave.over(7)
  await vi.advanceTimersByTimeAsync(0)
  expect(sent).toEqual(['3', '7'])
  expect(autosave.state()).toBe('saved')
})

test('autosave: what changes while a save is under way goes out after it, on the revision that it answered', async () => {
  let answer: (response: Response) => void = () => {}
  const first = new Promise<Response>((given) => {
    answer = given
  })
  const { autosave, sent } = openPage([first, saved(5)], () => {})
  void autosave.store()
  autosave.soon()
  // The quiet time passes before the answer is there.
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sent).toEqual(['3'])
  answer(saved(4))
  await vi.advanceTimersByTimeAsync(2_000)
  expect(sent).toEqual(['3', '4'])
  expect(autosave.state()).toBe('saved')
})
