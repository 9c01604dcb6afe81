import type { Notices } from './notices.ts'

type Options = {
  form: HTMLFormElement
  notices: Notices
  say(key: string, values?: Record<string, string | number>): string
  /** Stores the draft, which prolongs the lease; resolves when the server has answered. */
  store(): Promise<void>
}

const EVERY = 15_000
const RENEW = 5 * 60_000
const WARN = 5 * 60_000

/**
 * Watches how long the script stays with its marker. Reading and scrolling prolong it, as long as the server allows;
 * five minutes before the end the page says so; a script that is lost is said too, and its words stay.
 */
export function watchLease({ form, notices, say, store }: Options) {
  const left = (seconds: number) => Date.now() + seconds * 1000
  let endsAt = left(Number(form.dataset.secondsLeft))
  let renewedAt = Date.now()
  let active = false
  let lost = false

  function heard({ until, secondsLeft }: { until: string; secondsLeft: number }): void {
    endsAt = left(secondsLeft)
    renewedAt = Date.now()
    lost = false
    const place = form.querySelector('[data-until]')
    if (place) place.textContent = until
    notices.hide('lease')
  }

  function lose(): void {
    lost = true
    notices.show('lease', {
      text: say('leaseLost'),
      acts: [{ label: say('takeAgain'), do: () => void takeAgain() }],
      tone: 'bad',
      closes: false,
    })
  }

  async function takeAgain(): Promise<void> {
    const body = new URLSearchParams({ intent: 'take' })
    const taken = await fetch(form.action, { method: 'POST', body, redirect: 'manual' }).catch(() => null)
    if (taken?.type !== 'opaqueredirect') return
    lost = false
    notices.hide('lease')
    await store()
    if (lost) notices.show('lease', { text: say('leaseGone'), tone: 'bad', closes: false })
  }

  async function renew(): Promise<void> {
    renewedAt = Date.now()
    active = false
    const body = new URLSearchParams({ reading: '1' })
    const response = await fetch(form.dataset.api ?? '', { method: 'POST', body }).catch(() => null)
    if (response?.ok) heard(await response.json())
  }

  function look(): void {
    if (lost) return
    const rest = endsAt - Date.now()
    if (active && Date.now() - renewedAt >= RENEW) void renew()
    else if (rest < WARN) {
      notices.show('lease', {
        text: say('leaseEnding', { n: Math.max(1, Math.ceil(rest / 60_000)) }),
        acts: [{ label: say('keep'), do: () => void store() }],
      })
    }
    // Over: storing says whether somebody has taken it since.
    if (rest <= 0 && active) {
      active = false
      void store()
    }
  }

  const busy = () => {
    active = true
  }
  for (const kind of ['pointermove', 'keydown', 'wheel', 'touchmove'])
    addEventListener(kind, busy, { passive: true })
  document.addEventListener('scroll', busy, { capture: true, passive: true })
  setInterval(look, EVERY)
  document.addEventListener('visibilitychange', () => document.hidden || look())
  look()

  return { heard, lose }
}
