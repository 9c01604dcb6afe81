import { createHistogram } from 'node:perf_hooks'
import type { Measured } from './costs.ts'
import { ask, type LoadRequest } from './load.ts'

/** The goal: in a flood of wrong sign-ins 95 of 100 requests take at most so many times as long as before. */
export const FLOOD_GOAL = 3

type Delay = { quietP95Ms: number; floodP95Ms: number; ratio: number }

/** How much longer saves and pages take while so many wrong sign-ins wait at once. */
export async function signInFlood(
  site: Measured,
  requests: Record<string, () => LoadRequest>,
  { signIns, each }: { signIns: number; each: number },
): Promise<Record<string, Delay>> {
  const delays: Record<string, Delay> = {}
  for (const [name, next] of Object.entries(requests)) {
    const quietP95Ms = await p95(site, next, () => each)
    let open = signIns
    const flood = Array.from({ length: signIns }, (_, index) =>
      wrongSignIn(site.port, index).finally(() => {
        open -= 1
      }),
    )
    // At least `each` of them, and on until the last sign-in is answered.
    const floodP95Ms = await p95(site, next, (sent) => (open > 0 ? sent + 1 : each))
    await Promise.all(flood)
    delays[name] = { quietP95Ms, floodP95Ms, ratio: Number((floodP95Ms / quietP95Ms).toFixed(2)) }
  }
  return delays
}

async function p95(
  site: Measured,
  next: () => LoadRequest,
  until: (sent: number) => number,
): Promise<number> {
  const times = createHistogram()
  for (let sent = 0; sent < until(sent); sent++) {
    const began = performance.now()
    const { status } = await ask(site.port, next())
    if (status !== 200) throw new Error(`a request in the flood was answered with ${status}`)
    times.record(Math.max(1, Math.round((performance.now() - began) * 1000)))
  }
  return Math.round(times.percentile(95) / 10) / 100
}

async function wrongSignIn(port: number, index: number): Promise<void> {
  const answer = await fetch(`http://127.0.0.1:${port}/sign-in`, {
    method: 'POST',
    redirect: 'manual',
    headers: { 'Sec-Fetch-Site': 'same-origin' },
    body: new URLSearchParams({ email: `nobody-${index}@sot.kz`, password: 'wrong' }),
  })
  await answer.arrayBuffer()
  if (![400, 429, 503].includes(answer.status)) throw new Error(`a wrong sign-in got ${answer.status}`)
}
