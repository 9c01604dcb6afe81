type Kept = { revision: string; fields: [string, string][]; comments: string }

/** Unsaved work of one script on this device, until the server has it. A browser that refuses storage loses only this copy. */
export function keepLocally(key: string) {
  const name = `alqa:${key}`
  const comments = (form: HTMLFormElement) => form.querySelector<HTMLElement>('[data-comments]')
  const attempt = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch {
      return undefined
    }
  }
  return {
    keep(form: HTMLFormElement): void {
      const fields = [...new FormData(form)].filter(
        (pair): pair is [string, string] => typeof pair[1] === 'string',
      )
      const revision = fields.find(([field]) => field === 'revision')?.[1] ?? ''
      const kept: Kept = { revision, fields, comments: comments(form)?.innerHTML ?? '' }
      attempt(() => localStorage.setItem(name, JSON.stringify(kept)))
    },
    forget(): void {
      attempt(() => localStorage.removeItem(name))
    },
    /** Puts kept work back where it was made from the revision that the page shows; true where something came back. */
    restore(form: HTMLFormElement, revision: number): boolean {
      const text = attempt(() => localStorage.getItem(name))
      const kept = text ? attempt(() => JSON.parse(text) as Kept) : undefined
      if (!kept || Number(kept.revision) !== revision) return false
      const place = comments(form)
      // Our own markup, written by this page on this device; scripts in it never run.
      if (place) place.innerHTML = kept.comments
      for (const [field, value] of kept.fields) {
        for (const control of form.querySelectorAll<HTMLInputElement>(`[name="${CSS.escape(field)}"]`)) {
          if (control.type === 'radio') control.checked = control.value === value
          else if (field !== 'revision') control.value = value
        }
      }
      return true
    },
  }
}
