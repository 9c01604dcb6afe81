/** A button of a notice. */
export type NoticeAct = { label: string; do(): void }

type Shown = { text: string; acts?: NoticeAct[]; tone?: 'warn' | 'bad' | 'good'; closes?: boolean }

export type Notices = ReturnType<typeof openNotices>

/**
 * What the marking script has to say, one notice a subject. They lie over the foot of the essay: nothing else on the
 * screen moves when one comes or goes.
 */
export function openNotices(holder: HTMLElement, closeLabel: string) {
  const shown = new Map<string, HTMLElement>()

  function button(label: string, act: () => void): HTMLButtonElement {
    const made = document.createElement('button')
    Object.assign(made, { type: 'button', className: 'btn slim', textContent: label })
    made.addEventListener('click', act)
    return made
  }

  function hide(subject: string): void {
    shown.get(subject)?.remove()
    shown.delete(subject)
  }

  // What the server said can be closed too.
  for (const notice of holder.querySelectorAll<HTMLElement>('.notice'))
    notice.append(button(closeLabel, () => notice.remove()))

  return {
    hide,
    show(subject: string, { text, acts = [], tone = 'warn', closes = true }: Shown): void {
      const known = shown.get(subject)
      if (known?.dataset.text === text) return
      const notice = document.createElement('div')
      notice.className = `notice ${tone}`
      notice.dataset.notice = subject
      notice.dataset.text = text
      notice.setAttribute('role', tone === 'bad' ? 'alert' : 'status')
      const words = document.createElement('div')
      words.textContent = text
      const row = document.createElement('span')
      row.className = 'acts'
      row.append(...acts.map(({ label, do: act }) => button(label, act)))
      if (closes) row.append(button(closeLabel, () => hide(subject)))
      notice.append(words, row)
      if (known) known.replaceWith(notice)
      else holder.append(notice)
      shown.set(subject, notice)
    },
  }
}
