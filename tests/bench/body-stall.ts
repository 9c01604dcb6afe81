import { oddBodies } from '#tests/setup/odd-bodies.ts'
import type { Measured } from './costs.ts'
import { ask } from './load.ts'

/** An address that takes bodies, and the session that may send to it. */
export type BodyTarget = { path: string; cookie?: string; method?: string }

/**
 * Milliseconds that the worst body of the matrix holds the event loop of the server, wherever it is sent: the best of
 * three times for each. `cpuMs` is what the server's process worked for it: where `ms` is larger, the machine had other
 * things to do.
 */
export async function bodyStall(server: Measured, targets: BodyTarget[], { short }: { short: boolean }) {
  const bodies = short ? oddBodies.slice(0, 3) : oddBodies
  let worst = { body: '', path: '', ms: 0, cpuMs: 0 }
  for (const { name, type, body } of bodies)
    for (const target of targets) {
      const rounds: { ms: number; cpuMs: number }[] = []
      for (let round = 0; round < (short ? 1 : 3); round++) {
        const before = await server.costs()
        const answer = await ask(server.port, {
          method: 'POST',
          ...target,
          body,
          headers: { 'Content-Type': type },
        })
        if (answer.status >= 500)
          throw new Error(`${name} at ${target.path} was answered with ${answer.status}`)
        const { stallMs, cpuMs } = await server.costs()
        rounds.push({ ms: Math.round(stallMs), cpuMs: Math.round(cpuMs - before.cpuMs) })
      }
      const [best] = rounds.sort((a, b) => a.ms - b.ms)
      if (best && best.ms > worst.ms) worst = { body: name, path: target.path, ...best }
    }
  return { ...worst, bodies: bodies.length, addresses: targets.length }
}
