import { readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { diffArrays } from 'diff'
import { transform } from 'esbuild'

/**
 * Brings a change of one source file into the bundle of the server without building it: the bundler leaves the lines of
 * a module as esbuild writes them, so the lines that differ are looked up in the bundle with those around them. Answers
 * how to undo it; null where they are not there exactly once (names that collide are spelled anew), and then nothing is
 * changed.
 */
export async function patchBundle(
  bundle: string,
  file: string,
  [before, after]: [source: string, mutated: string],
): Promise<(() => Promise<void>) | null> {
  const [from, to] = await Promise.all([before, after].map((source) => linesOf(file, source)))
  if (!from || !to) return null
  const text = await readFile(bundle, 'utf8')
  for (const around of [0, 1, 2, 4]) {
    const change = changed(from, to, around)
    const parts = change && text.split(change.old)
    if (!change || parts?.length !== 2) continue
    await writeFile(bundle, parts.join(change.new))
    return () => writeFile(bundle, text)
  }
  return null
}

async function linesOf(file: string, source: string): Promise<string[] | undefined> {
  const loader = path.extname(file) === '.tsx' ? 'tsx' : 'ts'
  const options = { loader, target: 'node20', jsx: 'automatic', format: 'esm' } as const
  const built = await transform(source, options).catch(() => null)
  return built?.code.split('\n')
}

/** The lines from the first that differs to the last, with `around` more on both sides; null where none does. */
function changed(from: string[], to: string[], around: number): { old: string; new: string } | null {
  const parts = diffArrays(from, to)
  const first = parts[0]?.added || parts[0]?.removed ? 0 : (parts[0]?.count ?? 0)
  const last = parts.at(-1)
  const same = last?.added || last?.removed ? 0 : (last?.count ?? 0)
  if (first + same >= Math.max(from.length, to.length)) return null
  const cut = (lines: string[]) =>
    `${lines.slice(Math.max(0, first - around), Math.min(lines.length, lines.length - same + around)).join('\n')}\n`
  return { old: cut(from), new: cut(to) }
}
