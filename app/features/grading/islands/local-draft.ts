import { del, entries, get, set } from 'idb-keyval'
import { flagUnsent, type UnsentWork, unsentDrafts } from '#app/features/essays/islands/unsent-drafts.ts'

type Fields = [string, string][]
type LocalDraft = { fields: Fields; comments: string }

const MARKS = 'alqa-marks:'
/** The fields that a marker writes sentences in. */
const WORDS = /^remarks\.|^overall$|\.comment$/

/** The text fields of a form with their names, as a browser would send them. */
export const fieldsOf = (form: HTMLFormElement): Fields =>
  [...new FormData(form)].filter((pair): pair is [string, string] => typeof pair[1] === 'string')

/** Equal but for the revision: the same draft saved once more is no other draft. */
const sameFields = (a: Fields, b: Fields): boolean => {
  const content = (fields: Fields) => JSON.stringify(fields.filter(([name]) => name !== 'revision'))
  return content(a) === content(b)
}

async function localDrafts(): Promise<[string, LocalDraft][]> {
  const all = await entries<string, LocalDraft>().catch(() => [])
  return all.filter(([key]) => typeof key === 'string' && key.startsWith(MARKS))
}

/**
 * The unsaved draft of one marker on one script, on this device until the server has it. A browser that refuses storage
 * loses only this copy.
 */
export function keepLocally(owner: string, address: string) {
  const key = `${MARKS}${owner}:${address}`
  const comments = (form: HTMLFormElement) => form.querySelector<HTMLElement>('[data-comments]')
  const forget = async (): Promise<void> => {
    await del(key).catch(() => {})
    flagUnsent((await localDrafts()).length + (await unsentDrafts()).length > 0)
  }
  return {
    forget,
    keep(form: HTMLFormElement): void {
      flagUnsent(true)
      const stored: LocalDraft = { fields: fieldsOf(form), comments: comments(form)?.innerHTML ?? '' }
      void set(key, stored).catch(() => {})
    },
    /**
     * Puts a stored draft back into the form, with the revision that it was made over, where it is other than what the
     * page shows; true where something came back. Whether it goes over a newer draft is for the server to refuse.
     */
    async restore(form: HTMLFormElement): Promise<boolean> {
      const stored = await get<LocalDraft>(key).catch(() => undefined)
      if (!stored) return false
      if (sameFields(stored.fields, fieldsOf(form))) {
        await forget()
        return false
      }
      const place = comments(form)
      // Our own markup, written by this page on this device; scripts in it never run.
      if (place) place.innerHTML = stored.comments
      for (const [field, value] of stored.fields) {
        for (const control of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(field)}"]`)) {
          if (control.type === 'radio') control.checked = control.value === value
          else control.value = value
        }
      }
      return true
    },
  }
}

/** Unsent mark drafts on this device, for the sign-out page; `owner` is the person who signs out. */
export async function unsentMarks(owner: string): Promise<UnsentWork[]> {
  return (await localDrafts()).map(([key, { fields }]) => {
    const [writer, address = ''] = key.slice(MARKS.length).split(/:(.*)/)
    return {
      text: fields
        .filter(([name, value]) => WORDS.test(name) && value)
        .map(([, value]) => value)
        .join('\n\n'),
      async send() {
        if (writer !== owner) return 'foreign'
        const body = new URLSearchParams(fields)
        const signal = AbortSignal.timeout(15_000)
        const answer = await fetch(address, { method: 'POST', body, signal }).catch(() => null)
        return answer?.ok ? 'uploaded' : 'unsent'
      },
      delete: () => del(key).catch(() => {}),
    }
  })
}
