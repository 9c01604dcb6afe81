import type { EditorPage } from './page.ts'

/**
 * Shows two texts of one essay side by side with their differences, and a third one with everything of both, and
 * answers the text to go on with. Closing the dialog keeps hers. The server keeps the other one as a snapshot.
 */
export async function askWhichText({ one, area }: EditorPage, mine: string, theirs: string): Promise<string> {
  const dialog = one<HTMLDialogElement>('#conflict')
  const merged = one<HTMLTextAreaElement>('[data-merged]')
  await fill(dialog, merged, mine, theirs)
  dialog.returnValue = ''
  if (!dialog.open) dialog.showModal()
  return new Promise((resolve) => {
    for (const button of dialog.querySelectorAll('button')) button.onclick = () => dialog.close(button.value)
    dialog.onclose = () => {
      area.focus()
      if (dialog.returnValue === 'theirs') resolve(theirs)
      else resolve(dialog.returnValue === 'both' ? merged.value : mine)
    }
  })
}

async function fill(
  dialog: HTMLDialogElement,
  merged: HTMLTextAreaElement,
  mine: string,
  theirs: string,
): Promise<void> {
  const pane = (whose: 'mine' | 'theirs') => dialog.querySelector(`[data-side=${whose}]`)
  const marks = dialog.querySelector<HTMLElement>('[data-marks]')
  const noMarks = dialog.querySelector<HTMLElement>('[data-no-marks]')
  try {
    const { compareWords, mergeWords } = await import('../word-diff.ts')
    const pieces = compareWords(mine, theirs)
    if (!pieces) throw new Error('too little in common')
    for (const [whose, side] of [
      ['mine', 'before'],
      ['theirs', 'after'],
    ] as const)
      pane(whose)?.replaceChildren(
        ...pieces
          .filter(({ only }) => only === null || only === side)
          .map(({ text, only }) =>
            only ? Object.assign(document.createElement('ins'), { textContent: text }) : text,
          ),
      )
    merged.value = mergeWords(pieces)
  } catch {
    // The part that compares did not come (a deploy, the line), or there is nothing to compare: both are shown whole.
    for (const [whose, text] of [
      ['mine', mine],
      ['theirs', theirs],
    ] as const)
      pane(whose)?.replaceChildren(text)
    merged.value = `${mine}\n\n${theirs}`
    if (marks) marks.hidden = true
    if (noMarks) noMarks.hidden = false
  }
}
