/**
 * Shows two texts of one essay side by side and answers the one to go on with: hers, the other, or one after the
 * other. Closing the dialog keeps hers.
 */
export function askWhichText(mine: string, theirs: string): Promise<string> {
  const dialog = document.querySelector<HTMLDialogElement>('#conflict')
  if (!dialog) return Promise.resolve(mine)
  const fill = (selector: string, text: string) => {
    const area = dialog.querySelector<HTMLTextAreaElement>(selector)
    if (area) area.value = text
  }
  fill('[data-mine]', mine)
  fill('[data-theirs]', theirs)
  for (const button of dialog.querySelectorAll('button')) button.onclick = () => dialog.close(button.value)
  dialog.returnValue = ''
  dialog.showModal()
  return new Promise((resolve) => {
    dialog.onclose = () => {
      if (dialog.returnValue === 'theirs') resolve(theirs)
      else resolve(dialog.returnValue === 'both' ? `${mine}\n\n${theirs}` : mine)
    }
  })
}
