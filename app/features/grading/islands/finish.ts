import type { Autosave } from './autosave.ts'
import type { Criteria } from './criteria.ts'
import type { Notices } from './notices.ts'

type Options = {
  form: HTMLFormElement
  saving: Autosave
  criteria: Criteria
  notices: Notices
  say(key: string, values?: Record<string, string | number>): string
}

const AGAIN = 5_000

/**
 * Finishing a mark: it says what is missing before it asks, and asks before it acts. Where there is no line, the
 * finish waits for one, which is said; a reload drops the wish, and says that too.
 */
export function openFinish({ form, saving, criteria, notices, say }: Options) {
  const dialog = document.querySelector<HTMLDialogElement>('#finalise')
  const wish = `alqa-finish:${form.dataset.api}`
  let wanted = false
  let carrying = false

  function ask(): void {
    if (wanted || dialog?.open) return
    const missing = criteria.missing()
    if (missing.length > 0) {
      criteria.showMissing()
      notices.show('finish', { text: say('missing', { names: missing.join(', ') }) })
      return
    }
    notices.hide('finish')
    const sum = dialog?.querySelector('[data-sum]')
    if (sum) sum.textContent = form.querySelector('.sum b')?.textContent ?? ''
    dialog?.showModal()
    // What is typed by mistake presses this.
    dialog?.querySelector<HTMLElement>('[data-cancel]')?.focus()
  }

  function confirm(): void {
    // A closed check can keep the focus for a moment: only one that is seen confirms.
    if (!dialog?.open) return
    dialog.close()
    wanted = true
    void carry()
  }

  function drop(): void {
    wanted = false
    sessionStorage.removeItem(wish)
    notices.hide('finish')
  }

  async function carry(): Promise<void> {
    if (!wanted || carrying) return
    carrying = true
    notices.show('finish', { text: say('finishing'), closes: false })
    const outcome = await saving.settle()
    // A form that is sent without a line leaves an error page in place of the essay.
    const body = new URLSearchParams({ reading: '1' })
    const line =
      outcome === 'stored' &&
      (await fetch(form.dataset.api ?? '', { method: 'POST', body }).catch(() => null))
    carrying = false
    if (!wanted) return
    if (line) {
      sessionStorage.removeItem(wish)
      saving.stop()
      const button = document.querySelector<HTMLButtonElement>('[data-confirm]')
      form.requestSubmit(button)
    } else if (outcome === 'stopped') {
      wanted = false
      sessionStorage.removeItem(wish)
      notices.show('finish', { text: say('finishStopped'), tone: 'bad' })
    } else {
      sessionStorage.setItem(wish, '1')
      const acts = [{ label: say('doNotFinish'), do: drop }]
      notices.show('finish', { text: say('finishWaits'), acts, closes: false })
      setTimeout(() => void carry(), AGAIN)
    }
  }

  form.querySelector('[data-finalise]')?.addEventListener('click', (event) => {
    event.preventDefault()
    ask()
  })
  dialog?.querySelector('[data-cancel]')?.addEventListener('click', () => dialog.close())
  dialog?.querySelector('[data-confirm]')?.addEventListener('click', (event) => {
    event.preventDefault()
    confirm()
  })
  dialog?.addEventListener('keydown', (event) => {
    if (event.key !== 'Enter' || !(event.ctrlKey || event.metaKey) || event.repeat || !dialog.open) return
    event.preventDefault()
    // The key that opened the check does not confirm it as well.
    event.stopPropagation()
    confirm()
  })
  addEventListener('online', () => void carry())
  if (sessionStorage.getItem(wish)) {
    sessionStorage.removeItem(wish)
    notices.show('finish', { text: say('finishAgain') })
  }

  return { ask, carry }
}
