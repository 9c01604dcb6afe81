import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { monitorEventLoopDelay } from 'node:perf_hooks'

/** What a process has used since it began, and the longest that its event loop stood still since the last question. */
export type Costs = { cpuMs: number; statements: number; stallMs: number }

/** In a measured process: says its port, then answers every question with its costs so far. */
export function answerForCosts(port: number, statements: () => number): void {
  const gaps = monitorEventLoopDelay({ resolution: 10 })
  gaps.enable()
  process.on('message', () => {
    const { user, system } = process.cpuUsage()
    const stallMs = gaps.max / 1e6
    gaps.reset()
    process.send?.({ cpuMs: (user + system) / 1000, statements: statements(), stallMs } satisfies Costs)
  })
  process.send?.({ port })
}

export type Measured = { child: ChildProcess; port: number; costs(): Promise<Costs> }

/** Starts a process that answers for its costs. */
export async function startMeasured(
  entry: string,
  args: string[],
  env: Record<string, string>,
): Promise<Measured> {
  const child = fork(entry, args, {
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: { ...process.env, NODE_ENV: 'production', LOG_LEVEL: 'warn', ...env },
  })
  const [{ port }] = (await once(child, 'message')) as [{ port: number }]
  return {
    child,
    port,
    async costs() {
      const answer = once(child, 'message')
      child.send('costs')
      return ((await answer) as [Costs])[0]
    },
  }
}
