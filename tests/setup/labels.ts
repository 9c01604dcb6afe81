import { expect } from 'vitest'

/** Boxes whose sentence says what to tick. */
const UNLABELLED = ['ownWork', 'ready', 'confirmed']

/** The label of a field of a page, as the summary of a refused form names it; null where it does not. */
export function labelOf(document: Document, name: string, id = name): string | null {
  if (UNLABELLED.includes(name)) return null
  const label =
    document.querySelector(`label[for="${id}"]`) ??
    document.getElementById(id)?.closest('fieldset')?.querySelector('legend')
  label?.querySelector('.opt-note')?.remove()
  expect(label?.textContent).toBeTruthy()
  return label?.textContent?.trim() ?? ''
}
