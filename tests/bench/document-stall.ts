import { monitorEventLoopDelay } from 'node:perf_hooks'
import { guardApart } from '#app/features/lessons/mdx/sandbox.server.ts'
import { hostile } from '#tests/corpus/hostile.ts'

const HEAD = '---\ntitle: a\nsummary: b\n---\n\n'

const check = (source: string) => guardApart({ source, locale: 'ru', acts: [], figures: {} })

/**
 * Milliseconds that the worst of the hostile documents holds the event loop of a process that has it checked, as the
 * web process does when a lesson is saved. `cpuMs` is what its own thread worked for that document: where `ms` is
 * larger, the machine had other things to do.
 */
export async function documentStall({ short }: { short: boolean }) {
  await check(`${HEAD}c\n`)
  const chosen = hostile.filter(({ source }) => source.length > 200_000).slice(0, short ? 3 : undefined)
  let worst = { document: '', ms: 0, cpuMs: 0 }
  for (const { name, source } of chosen) {
    const gaps = monitorEventLoopDelay({ resolution: 10 })
    const before = process.threadCpuUsage()
    gaps.enable()
    await check(source)
    gaps.disable()
    const { user, system } = process.threadCpuUsage(before)
    const ms = gaps.max / 1e6
    if (ms > worst.ms)
      worst = { document: name, ms: Math.round(ms), cpuMs: Math.round((user + system) / 1e3) }
  }
  return { ...worst, documents: chosen.length }
}
