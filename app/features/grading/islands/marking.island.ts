import { openAutosave } from './autosave.ts'
import { keepLocally } from './local-work.ts'
import { openSelection } from './selection.ts'

// The marking screen's script: keys, comments on selected words, and saving by itself.
const form = document.querySelector<HTMLFormElement>('#marking')
if (form) start(form)

function start(page: HTMLFormElement): void {
  const words = JSON.parse(page.dataset.words ?? '{}') as Record<string, string> & { toGo: string[] }
  const find = <E extends HTMLElement>(selector: string) => page.querySelector<E>(selector)
  const criteria = [...page.querySelectorAll<HTMLFieldSetElement>('[data-criterion]')]
  const state = find('[data-state]')
  const local = keepLocally(page.dataset.owner ?? '', page.dataset.api ?? '')

  const saving = openAutosave({
    form: page,
    onState(kind, text) {
      if (!state) return
      state.textContent = text ?? words[kind] ?? ''
      state.classList.toggle('failed', !['saved', 'typing'].includes(kind))
    },
    onSaved({ until }) {
      const place = find('[data-until]')
      if (place && until) place.textContent = until
      void local.forget()
    },
    onConflict() {
      const notice = find('[data-conflict]')
      if (notice) notice.hidden = false
    },
  })
  find('[data-mine]')?.addEventListener('click', () => {
    const notice = find('[data-conflict]')
    if (notice) notice.hidden = true
    void saving.overwrite()
  })
  find('[data-theirs]')?.addEventListener('click', () => {
    void local.forget().then(() => location.reload())
  })

  function changed(): void {
    count()
    local.keep(page)
    saving.soon()
  }

  function count(): void {
    let total = 0
    let open = 0
    for (const criterion of criteria) {
      const chosen = criterion.querySelector<HTMLInputElement>('input:checked')
      const score = criterion.querySelector('[data-score]')
      if (score) score.textContent = chosen?.value ?? '–'
      if (chosen) total += Number(chosen.value)
      else open += 1
    }
    const sum = find('[data-total]')
    const toGo = find('[data-to-go]')
    if (sum) sum.textContent = String(total)
    if (toGo) toGo.textContent = words.toGo[open] ?? ''
  }

  page.addEventListener('input', changed)
  page.addEventListener('change', changed)
  addEventListener('online', () => saving.now())
  addEventListener('focus', () => saving.now())
  document.addEventListener('visibilitychange', () => document.hidden && saving.now())

  const selection = openSelection(page, () => criteria[current()]?.dataset.criterion ?? '', changed)

  let inHand = 0
  const current = () => Math.max(0, Math.min(inHand, criteria.length - 1))
  function take(index: number): void {
    inHand = Math.max(0, Math.min(index, criteria.length - 1))
    for (const [i, criterion] of criteria.entries())
      i === inHand
        ? criterion.setAttribute('aria-current', 'true')
        : criterion.removeAttribute('aria-current')
  }
  // Only keys move the page: a criterion that moves under a pressed mouse button loses the click.
  function show(index: number): void {
    take(index)
    criteria[inHand]?.scrollIntoView({ block: 'nearest' })
  }
  for (const [i, criterion] of criteria.entries()) criterion.addEventListener('focusin', () => take(i))
  take(criteria.findIndex((criterion) => !criterion.querySelector('input:checked')))

  function level(points: string): void {
    const radio = criteria[current()]?.querySelector<HTMLInputElement>(`input[value="${points}"]`)
    if (!radio) return
    radio.checked = true
    changed()
  }

  const typing = (target: EventTarget | null) =>
    target instanceof HTMLElement && target.matches('textarea, select, input:not([type=radio])')
  addEventListener('keydown', (event) => {
    if (
      event.ctrlKey ||
      event.metaKey ||
      event.altKey ||
      typing(event.target) ||
      document.querySelector('dialog[open]')
    )
      return
    const acts: Record<string, () => void> = {
      j: () => show(current() + 1),
      k: () => show(current() - 1),
      c: () => selection.comment(),
      n: finalise,
    }
    // Keys by their place, so that they work in a Russian or Kazakh layout too.
    const key = event.code.startsWith('Key') ? event.code.slice(3).toLowerCase() : event.key
    if (/^[0-9]$/.test(event.key)) level(event.key)
    else if (acts[key]) acts[key]()
    else return
    event.preventDefault()
  })

  const dialog = document.querySelector<HTMLDialogElement>('#finalise')
  function finalise(): void {
    const sum = dialog?.querySelector('[data-sum]')
    if (sum) sum.textContent = find('.sum b')?.textContent ?? ''
    dialog?.showModal()
  }
  find('[data-finalise]')?.addEventListener('click', (event) => {
    event.preventDefault()
    finalise()
  })
  dialog?.querySelector('[data-cancel]')?.addEventListener('click', () => dialog.close())
  // A form that overtook an autosave would stand on an older revision: what is under way comes first. Where the
  // server cannot be reached the page stays, with everything in it.
  let settled = false
  page.addEventListener('submit', (event) => {
    if (settled) return saving.stop()
    event.preventDefault()
    dialog?.close()
    const { submitter } = event
    void saving.settle().then((everything) => {
      if (!everything) return
      settled = true
      // Not within the first submit event: a form that is being submitted ignores another wish to be.
      setTimeout(() => page.requestSubmit(submitter))
    })
  })

  const save = find('[data-save]')
  if (save) save.hidden = true
  void local.restore(page).then((found) => {
    if (!found) return
    changed()
    if (state) state.textContent = words.restored ?? ''
  })
  count()
}
