import { lookAt } from '../criterion-look.ts'
import type { MarkContent } from '../mark.ts'

export type Criteria = ReturnType<typeof openCriteria>

/** The criteria with their points, and what belongs to the one in hand: its levels and its remark. */
export function openCriteria(
  form: HTMLFormElement,
  { toGo, onChange }: { toGo: string[]; onChange(): void },
) {
  const rows = [...form.querySelectorAll<HTMLFieldSetElement>('[data-criterion]')]
  const details = [...form.querySelectorAll<HTMLElement>('[data-detail]')]
  const one = (selector: string) => form.querySelector<HTMLElement>(selector)
  let current = 0
  let pressing = false

  const idOf = (row: HTMLElement | undefined): string => row?.dataset.criterion ?? ''
  const chosen = (row: HTMLElement) => row.querySelector<HTMLInputElement>('input:checked')
  const titleOf = (row: HTMLElement): string => row.dataset.title ?? ''
  const open = () => rows.filter((row) => !chosen(row))

  function take(index: number): void {
    current = Math.max(0, Math.min(index, rows.length - 1))
    for (const [i, row] of rows.entries()) {
      if (i === current) row.setAttribute('aria-current', 'true')
      else row.removeAttribute('aria-current')
    }
    for (const detail of details) detail.dataset.shown = String(detail.dataset.detail === idOf(rows[current]))
  }

  function count(): void {
    let total = 0
    for (const row of rows) {
      const points = chosen(row)?.value
      const score = row.querySelector('[data-score]')
      if (score) score.textContent = points ?? '–'
      total += Number(points ?? 0)
      const detail = details.find(({ dataset }) => dataset.detail === idOf(row))
      for (const level of detail?.querySelectorAll<HTMLElement>('[data-points]') ?? []) {
        if (level.dataset.points === points) level.setAttribute('aria-current', 'true')
        else level.removeAttribute('aria-current')
      }
    }
    const sum = one('[data-total]')
    if (sum) sum.textContent = String(total)
    const left = one('[data-to-go]')
    if (left) left.textContent = toGo[open().length] ?? ''
  }

  // A pressed pointer takes the focus before its click: what changes under it would lose the click.
  form.addEventListener('pointerdown', () => {
    pressing = true
  })
  for (const end of ['pointerup', 'pointercancel'])
    addEventListener(end, () => {
      pressing = false
    })
  for (const [index, row] of rows.entries()) {
    row.addEventListener('focusin', () => pressing || take(index))
    row.addEventListener('click', () => take(index))
  }
  take(rows.findIndex((row) => !chosen(row)))
  count()

  return {
    count,
    /** The id of the criterion in hand. */
    inHand: () => idOf(rows[current]),
    move(by: 1 | -1): void {
      take(current + by)
      rows[current]?.scrollIntoView({ block: 'nearest' })
      // Points that have the focus belong to another criterion from now on.
      if (document.activeElement instanceof HTMLInputElement) document.activeElement.blur()
    },
    give(points: number): void {
      const radio = rows[current]?.querySelector<HTMLInputElement>(`input[value="${points}"]`)
      if (!radio) return
      radio.checked = true
      onChange()
    },
    /** Titles of the criteria without points. */
    missing: (): string[] => open().map(titleOf),
    /** Takes the first criterion without points in hand. */
    showMissing(): void {
      const [row] = open()
      if (!row) return
      take(rows.indexOf(row))
      row.scrollIntoView({ block: 'nearest' })
    },
    read(): Pick<MarkContent, 'scores' | 'remarks'> {
      const scores = rows.flatMap((row) => {
        const points = chosen(row)?.value
        return points === undefined ? [] : [[idOf(row), Number(points)] as const]
      })
      const remarks = rows.flatMap((row) => {
        const words = remarkOf(form, idOf(row))?.value
        return words ? [[idOf(row), words] as const] : []
      })
      return { scores: Object.fromEntries(scores), remarks: Object.fromEntries(remarks) }
    },
    apply({ scores, remarks }: Pick<MarkContent, 'scores' | 'remarks'>): void {
      for (const row of rows) {
        const id = idOf(row)
        for (const radio of row.querySelectorAll<HTMLInputElement>('input[type=radio]'))
          radio.checked = radio.value === String(scores[id])
        const remark = remarkOf(form, id)
        if (remark) remark.value = remarks[id] ?? ''
      }
      count()
    },
    /** The title of a criterion. */
    nameOf: (id: string): string => titleOf(rows.find((row) => idOf(row) === id) ?? form) || id,
    /** The class of a criterion's colour. */
    lookOf: (id: string | null): string | undefined => lookAt(rows.findIndex((row) => idOf(row) === id)),
  }
}

const remarkOf = (form: HTMLFormElement, id: string) =>
  form.querySelector<HTMLTextAreaElement>(`[name="${CSS.escape(`remarks.${id}`)}"]`)
