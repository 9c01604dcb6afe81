import { sameContent } from '../draft.ts'
import type { MarkContent } from '../mark.ts'
import { joinVersions, linesOf } from '../versions.ts'
import type { StoredVersion } from './autosave.ts'

type Options = {
  read(): MarkContent
  /** What this device had not sent when the page came: a save that a reload overtook brings the same. */
  restored(): MarkContent | null
  apply(content: MarkContent): void
  /** What is here goes over the revision of the other version. */
  over(revision: number): void
  nameOf(criterion: string): string
  /** Both versions in one list are too much to read: what has nothing says this. */
  empty: string
}

/**
 * Another window stored something else: both versions are shown, and the marker says which goes on, or both. The one
 * that was not chosen stays on the page.
 */
export function openConflict({ read, restored, apply, over, nameOf, empty }: Options) {
  const dialog = document.querySelector<HTMLDialogElement>('#conflict')
  const unchosen = document.querySelector<HTMLElement>('[data-unchosen]')
  let theirs: StoredVersion | null = null

  function list(place: Element | null | undefined, lines: string[], others: string[]): void {
    const shown = (lines.length > 0 ? lines : [empty]).map((line) => {
      const item = document.createElement('li')
      const words = document.createElement(lines.length > 0 && !others.includes(line) ? 'ins' : 'span')
      words.textContent = line
      item.append(words)
      return item
    })
    place?.replaceChildren(...shown)
  }

  function choose(choice: 'mine' | 'theirs' | 'both'): void {
    dialog?.close()
    if (!theirs) return
    const mine = read()
    const other = theirs
    theirs = null
    if (choice === 'theirs') apply(other)
    if (choice === 'both') apply(joinVersions(mine, other))
    if (unchosen && choice !== 'both') {
      unchosen.hidden = false
      list(unchosen.querySelector('ul'), linesOf(choice === 'mine' ? other : mine, nameOf), [])
    }
    over(other.revision)
  }

  for (const choice of ['mine', 'theirs', 'both'] as const)
    dialog?.querySelector(`[data-choose=${choice}]`)?.addEventListener('click', () => choose(choice))

  return {
    ask(stored: StoredVersion): void {
      // The other version is one of this window's own: there is nothing to choose.
      if ([read(), restored()].some((own) => own && sameContent(own, stored))) {
        over(stored.revision)
        return
      }
      theirs = stored
      const [here, there] = [linesOf(read(), nameOf), linesOf(stored, nameOf)]
      list(dialog?.querySelector('[data-mine]'), here, there)
      list(dialog?.querySelector('[data-theirs]'), there, here)
      if (dialog && !dialog.open) dialog.showModal()
    },
    /** Shows the versions again that wait for a choice. */
    reopen(): void {
      if (theirs && dialog && !dialog.open) dialog.showModal()
    },
  }
}
