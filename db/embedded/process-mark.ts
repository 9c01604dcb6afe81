import { readFileSync } from 'node:fs'

/** Whether a process with this number exists, whoever owns it. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/**
 * Names a process for good: its number and, where the system tells it, when it began. Numbers alone come back soon, in a
 * restarted container at once.
 */
export function markOf(pid: number): string {
  const stat = statOf(pid)
  // The second field is the program's name in brackets and may hold spaces; the state and the rest follow it.
  const [state, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  if (!stat) return `${pid}`
  return state === 'Z' ? 'ended' : `${pid}-${rest[18]}`
}

/** Whether the process that had this mark still runs. */
export function isLiving(mark: string): boolean {
  const pid = Number.parseInt(mark, 10)
  return isAlive(pid) && markOf(pid) === mark
}

function statOf(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return ''
  }
}
