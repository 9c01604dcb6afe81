import { cx } from '#app/ui/class-names.ts'
import { type Annotation, numbered } from '../annotations.ts'
import type { EssayView } from './essay-view.ts'
import type { Notices } from './notices.ts'

type Options = {
  form: HTMLFormElement
  essay: EssayView
  notices: Notices
  say(key: string, values?: Record<string, string | number>): string
  lookOf(criterion: string | null): string | undefined
  /** The criterion that a new comment is about. */
  criterionInHand(): string
  onChange(): void
}

/** The comments beside the essay: cards with fields, in the order of the text and numbered by it. */
export function openComments({ form, essay, notices, say, lookOf, criterionInHand, onChange }: Options) {
  const list = form.querySelector<HTMLElement>('[data-comments]')
  const template = form.querySelector<HTMLTemplateElement>('[data-card]')
  let inHand: string | null = null

  const cards = () => [...(list?.querySelectorAll<HTMLElement>('[data-comment]') ?? [])]
  const cardOf = (id: string) => cards().find(({ dataset }) => dataset.comment === id)
  const field = (card: Element, name: string) =>
    card.querySelector<HTMLInputElement>(`[name^="annotations["][name$="${name}"]`)
  const fieldValue = (card: Element, name: string): string => field(card, name)?.value ?? ''

  const annotationOf = (card: HTMLElement): Annotation => ({
    id: card.dataset.comment ?? '',
    criterion: fieldValue(card, '].criterion') || null,
    comment: fieldValue(card, '].comment'),
    selector: {
      start: Number(fieldValue(card, '.start')),
      end: Number(fieldValue(card, '.end')),
      quote: fieldValue(card, '.quote'),
    },
  })
  const read = (): Annotation[] => cards().map(annotationOf)

  /** Order, numbers, names and colours as the text has them. */
  function refresh(): void {
    if (!list) return
    const annotations = numbered(read())
    for (const [index, { id, number, criterion }] of annotations.entries()) {
      const card = cardOf(id)
      if (!card) continue
      // A card that stands right is not moved: what is moved loses its focus.
      if (list.children[index] !== card) list.insertBefore(card, list.children[index] ?? null)
      for (const control of card.querySelectorAll<HTMLInputElement>('[name^="annotations["]'))
        control.name = control.name.replace(/^annotations\[\d+\]/, `annotations[${index}]`)
      card.className = cx('cm', lookOf(criterion)) ?? 'cm'
      const label = say('comment', { n: number })
      const shown = card.querySelector('[data-number]')
      if (shown) shown.textContent = String(number)
      card.querySelector('textarea')?.setAttribute('aria-label', label)
      card.querySelector('select')?.setAttribute('aria-label', `${label}: ${say('about')}`)
      const hidden = card.querySelector('[data-label]')
      if (hidden) hidden.textContent = ` (${label})`
    }
    essay.draw(annotations)
    essay.point(inHand)
  }

  function cardFor({ id, criterion, comment, selector }: Annotation): HTMLElement {
    const card = template?.content.firstElementChild?.cloneNode(true) as HTMLElement
    card.id = `c-${id}`
    card.dataset.comment = id
    const values = {
      '].id': id,
      '].criterion': criterion ?? '',
      '].comment': comment,
      '.start': String(selector.start),
      '.end': String(selector.end),
      '.quote': selector.quote,
    }
    for (const [name, value] of Object.entries(values)) {
      const control = field(card, name)
      if (control) control.value = value
    }
    const quote = card.querySelector('.quote')
    if (quote) quote.textContent = selector.quote
    card.querySelector('button[value^="remove:"]')?.setAttribute('value', `remove:${id}`)
    card.querySelector('.who a')?.setAttribute('href', `#m-${id}`)
    return card
  }

  /** A comment on what is chosen in the essay; says so where nothing is. */
  function add(): void {
    const chosen = essay.chosen()
    const quote = chosen ? essay.text.slice(chosen.start, chosen.end) : ''
    if (!chosen || !quote.trim()) {
      notices.show('select', { text: say('selectFirst') })
      return
    }
    notices.hide('select')
    // Unique on this page; randomUUID is not there on plain http.
    const id = `${Date.now().toString(36)}-${Math.random().toString(36).slice(2, 10)}`
    const criterion = criterionInHand() || null
    list?.append(cardFor({ id, criterion, comment: '', selector: { ...chosen, quote } }))
    getSelection()?.removeAllRanges()
    refresh()
    cardOf(id)?.querySelector('textarea')?.focus()
    onChange()
  }

  function remove(card: HTMLElement): void {
    const number = card.querySelector('[data-number]')?.textContent ?? ''
    card.remove()
    refresh()
    onChange()
    const back = () => {
      notices.hide('removed')
      list?.append(card)
      refresh()
      card.focus()
      onChange()
    }
    notices.show('removed', {
      text: say('removed', { n: number }),
      acts: [{ label: say('undo'), do: back }],
      tone: 'good',
    })
  }

  function point(id: string | null): void {
    inHand = id
    essay.point(id)
  }

  list?.addEventListener('click', (event) => {
    const button = (event.target as Element).closest('button[value^="remove:"]')
    const card = button?.closest<HTMLElement>('[data-comment]')
    if (!card) return
    event.preventDefault()
    remove(card)
  })
  list?.addEventListener('focusin', (event) => {
    point((event.target as Element).closest<HTMLElement>('[data-comment]')?.dataset.comment ?? null)
  })
  list?.addEventListener('focusout', () => point(null))
  list?.addEventListener('change', (event) => {
    if ((event.target as Element).matches('select')) refresh()
  })
  list?.addEventListener('keydown', (event) => {
    const card = event.target as HTMLElement
    if (event.key !== 'Enter' || !card.matches('[data-comment]')) return
    event.preventDefault()
    card.querySelector('textarea')?.focus()
  })
  form.querySelector('[data-essay]')?.addEventListener('click', (event) => {
    const mark = (event.target as Element).closest<HTMLElement>('mark')
    const link = (event.target as Element).closest('a')
    const id = link?.hash.slice(3) ?? mark?.dataset.of
    if (!id || !(getSelection()?.isCollapsed ?? true)) return
    event.preventDefault()
    cardOf(id)?.querySelector('textarea')?.focus()
  })
  const button = form.querySelector('[data-comment-selection]')
  // A pressed button would take the selection away.
  button?.addEventListener('mousedown', (event) => event.preventDefault())
  button?.addEventListener('click', add)

  return {
    add,
    read,
    refresh,
    /** Goes to the comment after the one in hand. */
    next(): void {
      const all = cards()
      const now = all.findIndex((card) => card.contains(document.activeElement))
      const card = all[(now + 1) % Math.max(1, all.length)]
      if (!card) {
        notices.show('select', { text: say('noComments') })
        return
      }
      card.focus()
      card.scrollIntoView({ block: 'nearest' })
      essay.scrollTo(card.dataset.comment ?? '')
    },
    /** Replaces all comments. */
    apply(annotations: Annotation[]): void {
      list?.replaceChildren(...annotations.map(cardFor))
      refresh()
    },
  }
}
