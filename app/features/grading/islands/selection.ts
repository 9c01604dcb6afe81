/** UTF-16 offset of a place in the essay, counting its words and not the numbers of comments. */
function offsetIn(essay: Element, node: Node, offset: number): number {
  const range = document.createRange()
  range.setStart(essay, 0)
  range.setEnd(node, offset)
  const part = range.cloneContents()
  for (const number of part.querySelectorAll('sup')) number.remove()
  return part.textContent?.length ?? 0
}

/** Comments on selected words: a card beside the essay, with its selector in hidden fields. */
export function openSelection(form: HTMLFormElement, criterion: () => string, onChange: () => void) {
  const essay = form.querySelector('[data-essay]')
  const list = form.querySelector<HTMLElement>('[data-comments]')
  const template = form.querySelector<HTMLTemplateElement>('[data-card]')
  const button = form.querySelector<HTMLButtonElement>('[data-comment-selection]')
  const hint = form.querySelector<HTMLElement>('[data-hint]')
  if (button) button.hidden = false
  if (hint) hint.hidden = false

  // Names carry an index; after a change they are counted anew, in the order of the page.
  function renumber(): void {
    for (const [index, card] of [...(list?.children ?? [])].entries()) {
      for (const control of card.querySelectorAll<HTMLInputElement>('[name^="annotations["]')) {
        control.name = control.name.replace(/^annotations\[\d+\]/, `annotations[${index}]`)
      }
      const number = card.querySelector('[data-number]')
      if (number) number.textContent = String(index + 1)
    }
  }

  function comment(): void {
    const selected = getSelection()
    if (!essay || !list || !template || !selected || selected.isCollapsed) return
    const range = selected.getRangeAt(0)
    if (!essay.contains(range.commonAncestorContainer)) return
    const start = offsetIn(essay, range.startContainer, range.startOffset)
    const end = offsetIn(essay, range.endContainer, range.endOffset)
    const whole = essay.cloneNode(true) as Element
    for (const number of whole.querySelectorAll('sup')) number.remove()
    const quote = (whole.textContent ?? '').slice(start, end)
    if (!quote.trim()) return
    const card = template.content.firstElementChild?.cloneNode(true) as HTMLElement
    // Unique on this page; randomUUID is not there on plain http.
    const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
    card.id = `c-${id}`
    card.dataset.comment = id
    const set = (field: string, value: string) => {
      const control = card.querySelector<HTMLInputElement>(`[name$="${field}"]`)
      if (control) control.value = value
    }
    set('].id', id)
    set('.start', String(start))
    set('.end', String(end))
    set('.quote', quote)
    set('.criterion', criterion())
    const shown = card.querySelector('.quote')
    if (shown) shown.textContent = quote
    list.append(card)
    mark(range, id)
    renumber()
    card.querySelector('textarea')?.focus()
    onChange()
  }

  // Where the words cross other marks they stay unlit until the page comes from the server again.
  function mark(range: Range, id: string): void {
    try {
      const lit = document.createElement('mark')
      lit.id = `m-${id}`
      range.surroundContents(lit)
    } catch {
      getSelection()?.removeAllRanges()
    }
  }

  list?.addEventListener('click', (event) => {
    const remove = (event.target as Element).closest('button[value^="remove:"]')
    if (!remove) return
    event.preventDefault()
    const card = remove.closest<HTMLElement>('[data-comment]')
    const lit = document.querySelector(`#m-${card?.dataset.comment}`)
    lit?.replaceWith(...lit.childNodes)
    card?.remove()
    renumber()
    onChange()
  })
  button?.addEventListener('mousedown', (event) => event.preventDefault())
  button?.addEventListener('click', comment)
  return { comment }
}
