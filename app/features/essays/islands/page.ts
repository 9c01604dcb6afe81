/** The writing page as its script sees it; the sentences come with the page. */
export type EditorPage = NonNullable<ReturnType<typeof openPage>>

/** Finds the parts of the page; null on any other page. */
export function openPage() {
  const form = document.querySelector<HTMLFormElement>('#editor')
  const area = form?.querySelector<HTMLTextAreaElement>('textarea[name=text]')
  if (!form || !area) return null
  const words = JSON.parse(document.querySelector('#editor-words')?.textContent ?? '{}') as Record<
    string,
    string
  >
  const one = <E extends HTMLElement = HTMLElement>(selector: string): E => {
    const found = document.querySelector<E>(selector)
    if (!found) throw new Error(`the page lacks ${selector}`)
    return found
  }
  const said = one('[data-said]')
  return {
    form,
    area,
    one,
    title: form.dataset.title ?? '',
    /** A sentence in the reader's language with its values filled in. */
    say: (key: string, values: Record<string, string> = {}) =>
      (words[key] ?? key).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole),
    /** Read aloud by a screen reader when it has finished; not seen. */
    announce(sentence: string): void {
      // The same sentence twice is only heard where the text changes.
      said.textContent = said.textContent === sentence ? `${sentence}\u00a0` : sentence
    },
  }
}

/** Puts text at the caret in place of what is selected; can be undone where the browser lets it. */
export function insertText(area: HTMLTextAreaElement, text: string): void {
  area.focus()
  if (document.execCommand('insertText', false, text)) return
  area.setRangeText(text, area.selectionStart, area.selectionEnd, 'end')
  area.dispatchEvent(new Event('input', { bubbles: true }))
}

/** Hands a text to the person as a file. */
export function saveFile(name: string, text: string): void {
  const link = document.createElement('a')
  const address = URL.createObjectURL(new Blob([text], { type: 'text/plain;charset=utf-8' }))
  Object.assign(link, { href: address, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
