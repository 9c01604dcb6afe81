import type { EditorPage } from './page.ts'

/**
 * Signs in again without leaving the page: only as the same person, whose address stands fixed in the form. `area` gets the
 * focus afterwards. Calls `done` when the session is open, and `closed` where the account is.
 */
export function openSignIn(
  { one, area, say }: Pick<EditorPage, 'one' | 'say'> & { area: { focus(): void } },
  { done, closed }: Record<'done' | 'closed', () => void>,
) {
  const dialog = one<HTMLDialogElement>('#sign-in-again')
  const form = one<HTMLFormElement>('#sign-in-again form')
  const password = one<HTMLInputElement>('#sign-in-again input[type=password]')
  const fault = one('[data-again-fault]')
  const button = one<HTMLButtonElement>('#sign-in-again [type=submit]')

  function complain(key: string): void {
    fault.textContent = say(key)
    fault.hidden = false
    password.setAttribute('aria-invalid', 'true')
    password.focus()
    password.select()
  }

  async function send(): Promise<void> {
    button.disabled = true
    const body = new URLSearchParams(new FormData(form) as unknown as Record<string, string>)
    const answer = await fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => null)
    button.disabled = false
    // Signed in, the server leads on to the first page; a form that comes back was refused.
    const open = answer?.type === 'opaqueredirect'
    if (open || answer?.status === 403) {
      password.value = ''
      dialog.close()
      if (open) done()
      else closed()
    } else complain(!answer || answer.status >= 500 ? 'noLine' : answer.status === 429 ? 'tooMany' : 'wrong')
  }

  form.addEventListener('submit', (event) => {
    event.preventDefault()
    void send()
  })
  one('[data-again-cancel]').addEventListener('click', () => dialog.close())
  dialog.addEventListener('close', () => area.focus())

  return {
    open(): void {
      if (dialog.open) return
      fault.hidden = true
      password.removeAttribute('aria-invalid')
      dialog.showModal()
      password.focus()
    },
  }
}
