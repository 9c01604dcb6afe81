import type { EditorPage } from './page.ts'

/** Sends the page's form, which leaves the page, only where the server answers: a browser's error page would hide the text. */
export function openSubmitting({ form, one }: EditorPage) {
  async function reachable(): Promise<boolean> {
    try {
      const signal = AbortSignal.timeout(8_000)
      return (await fetch(form.dataset.alive ?? '', { cache: 'no-store', signal })).ok
    } catch {
      return false
    }
  }

  return {
    reachable,
    /** Leaves the page for the look before handing in, or, at the deadline, hands in for good. */
    send(intent: 'review' | 'submit'): void {
      form.append(
        Object.assign(document.createElement('input'), { type: 'hidden', name: 'intent', value: intent }),
      )
      form.submit()
    },
    /** Calls `act` in place of the browser where somebody presses the button. */
    onReview(act: () => void): void {
      form.addEventListener('submit', (event) => {
        event.preventDefault()
        act()
      })
      // The page saves by itself now; the button of the page without a script is not needed.
      one('[data-plain-save]').hidden = true
    },
  }
}
