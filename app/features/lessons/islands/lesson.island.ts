/*
 * Enhances a lesson: self-checks are answered in place, and the contents show where one is. Without it the forms
 * post themselves and the page comes back at the same question.
 */
import { keepOffline } from './keep-offline.ts'

const page = document.querySelector<HTMLElement>('.wrap')

type Answered = { check: string; completion: string }

function swap(old: Element | null, html: string): Element | null {
  const holder = document.createElement('template')
  holder.innerHTML = html
  const fresh = holder.content.firstElementChild
  if (old && fresh) old.replaceWith(fresh)
  return fresh
}

function say(form: HTMLFormElement, sentence: string): void {
  const known = form.querySelector('.err')
  const line = known ?? document.createElement('p')
  line.className = 'err'
  line.setAttribute('role', 'alert')
  line.textContent = sentence
  if (!known) form.querySelector('button')?.before(line)
}

async function answer(form: HTMLFormElement): Promise<void> {
  const button = form.querySelector('button')
  if (button) button.disabled = true
  try {
    const reply = await fetch(form.action, {
      method: 'POST',
      body: new URLSearchParams(new FormData(form) as unknown as Record<string, string>),
      headers: { Accept: 'application/json' },
    })
    // A session that ended, a lesson that is gone: the browser itself shows what the server says to the form.
    if (!reply.headers.get('Content-Type')?.includes('json')) return form.submit()
    const { check, completion } = (await reply.json()) as Answered
    const fresh = swap(form, check)
    if (completion) swap(document.querySelector('#completion'), completion)
    fresh?.querySelector<HTMLElement>('.verdict')?.focus({ preventScroll: true })
  } catch {
    say(form, page?.dataset.offline ?? '')
    if (button) button.disabled = false
  }
}

document.addEventListener('submit', (event) => {
  const form = event.target as HTMLFormElement
  if (!form.matches('.check')) return
  event.preventDefault()
  void answer(form)
})

const links = [...document.querySelectorAll<HTMLAnchorElement>('.toc a')]
const places = links.map((link) => document.getElementById(decodeURIComponent(link.hash.slice(1))))

function mark(): void {
  const line = innerHeight / 3
  let current = -1
  places.forEach((place, index) => {
    if (place && place.getBoundingClientRect().top < line) current = index
  })
  links.forEach((link, index) => {
    if (index === current) link.setAttribute('aria-current', 'true')
    else link.removeAttribute('aria-current')
  })
}

let waiting = false
addEventListener(
  'scroll',
  () => {
    if (waiting) return
    waiting = true
    requestAnimationFrame(() => {
      waiting = false
      mark()
    })
  },
  { passive: true },
)
mark()
keepOffline(page?.dataset.worker)
