import type { Timers } from '#app/features/essays/islands/timers.ts'

type Due = { at: number; order: number; run: () => void }

/** Lets everything go on that waits for nothing but its turn. */
export async function turns(count = 4): Promise<void> {
  for (let turn = 0; turn < count; turn++) await new Promise((next) => setImmediate(next))
}

/** Timers that move only when they are told to. */
export class VirtualTime implements Timers {
  now = 0
  Math = { random: () => 0.5 }
  #due = new Map<number, Due>()
  #order = 0

  setTimeout = (run: () => void, milliseconds: number): unknown => {
    this.#order += 1
    this.#due.set(this.#order, { at: this.now + milliseconds, order: this.#order, run })
    return this.#order
  }

  clearTimeout = (timer: unknown): void => {
    this.#due.delete(timer as number)
  }

  /** Moves on by so many milliseconds; every timer that comes due runs at its own time. */
  async advance(milliseconds: number): Promise<void> {
    const until = this.now + milliseconds
    for (;;) {
      const [next] = [...this.#due.values()]
        .filter(({ at }) => at <= until)
        .sort((a, b) => a.at - b.at || a.order - b.order)
      if (!next) break
      this.now = Math.max(this.now, next.at)
      this.#due.delete(next.order)
      next.run()
      await turns()
    }
    this.now = until
    await turns()
  }
}
