import { del, entries, get, set } from 'idb-keyval'
import { flagUnsent, type OtherWork, unsentDrafts } from '#app/features/essays/islands/unsent.ts'

type Fields = [string, string][]
type Kept = { fields: Fields; comments: string }

const MARKS = 'alqa-marks:'
/** The fields that a marker writes sentences in. */
const WORDS = /^remarks\.|^overall$|\.comment$/

const fieldsOf = (form: HTMLFormElement): Fields =>
  [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string')

/** Everything but the revision: the same work saved once more is no other work. */
const sameWork = (a: Fields, b: Fields): boolean => {
  const work = (fields: Fields) => JSON.stringify(fields.filter(([name]) => name !== 'revision'))
  return work(a) === work(b)
}

async function keptMarks(): Promise<[string, Kept][]> {
  const all = await entries<string, Kept>().catch(() => [])
  return all.filter(([key]) => typeof key === 'string' && key.startsWith(MARKS))
}

/**
 * Unsaved work of one marker on one script, on this device until the server has it. A browser that refuses storage
 * loses only this copy.
 */
export function keepLocally(owner: string, address: string) {
  const key = `${MARKS}${owner}:${address}`
  const comments = (form: HTMLFormElement) => form.querySelector<HTMLElement>('[data-comments]')
  const forget = async (): Promise<void> => {
    await del(key).catch(() => {})
    flagUnsent((await keptMarks()).length + (await unsentDrafts()).length > 0)
  }
  return {
    forget,
    keep(form: HTMLFormElement): void {
      flagUnsent(true)
      const kept: Kept = { fields: fieldsOf(form), comments: comments(form)?.innerHTML ?? '' }
      void set(key, kept).catch(() => {})
    },
    /**
     * Puts kept work back into the form, with the revision that it was made over, where it is other than what the
     * page shows; true where something came back. Whether it goes over newer work is for the server to refuse.
     */
    async restore(form: HTMLFormElement): Promise<boolean> {
      const kept = await get<Kept>(key).catch(() => undefined)
      if (!kept) return false
      if (sameWork(kept.fields, fieldsOf(form))) {
        await forget()
        return false
      }
      const place = comments(form)
      // Our own markup, written by this page on this device; scripts in it never run.
      if (place) place.innerHTML = kept.comments
      for (const [field, value] of kept.fields) {
        for (const control of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(field)}"]`)) {
          if (control.type === 'radio') control.checked = control.value === value
          else control.value = value
        }
      }
      return true
    },
  }
}

/** What markers left on this device, for the sign-out page; `owner` is who signs out. */
export async function unsentMarks(owner: string): Promise<OtherWork[]> {
  return (await keptMarks()).map(([key, { fields }]) => {
    const [whose, address = ''] = key.slice(MARKS.length).split(/:(.*)/)
    return {
      text: fields
        .filter(([name, value]) => WORDS.test(name) && value)
        .map(([, value]) => value)
        .join('\n\n'),
      async send() {
        if (whose !== owner) return 'foreign'
        const body = new URLSearchParams(fields)
        const signal = AbortSignal.timeout(15_000)
        const answer = await fetch(address, { method: 'POST', body, signal }).catch(() => null)
        return answer?.ok ? 'away' : 'here'
      },
      forget: () => del(key).catch(() => {}),
    }
  })
}
