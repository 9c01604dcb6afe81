import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, test } from 'vitest'
import { hostile } from '#tests/corpus/hostile.ts'
import { MOST_FAULTS } from './guard-error.ts'
import { compileApart, guardApart, readApart } from './sandbox.server.ts'

/** Milliseconds. */
const LONGEST_GAP = 50
const HEAD = '---\ntitle: a\nsummary: b\n---\n\n'
const input = (source: string) => ({ source, locale: 'ru' as const, acts: [], figures: {} })

/** Beyond what a text may hold and what a thread may take, each fault of the machinery has its own end. */
const answer = async (source: string) => {
  const { errors } = await guardApart(input(source))
  if (errors.length > 0) return errors
  const compiled = await compileApart(input(source))
  return compiled.ok ? null : compiled.errors
}

/**
 * Milliseconds that the process of the pages was held: a long gap counts only as far as this thread itself worked, and
 * the least of a few tries counts, because a busy machine stops threads at will.
 */
async function heldBy(work: () => Promise<unknown>, tries = 3): Promise<number> {
  const gaps = monitorEventLoopDelay({ resolution: 10 })
  const before = process.threadCpuUsage()
  gaps.enable()
  await work()
  gaps.disable()
  const { user, system } = process.threadCpuUsage(before)
  const ms = Math.min(gaps.max / 1e6, (user + system) / 1e3)
  return ms > LONGEST_GAP && tries > 1 ? Math.min(ms, await heldBy(work, tries - 1)) : ms
}

test('sandbox: hostile documents are refused with a place, and a page of faults stays small', async () => {
  await compileApart(input(`${HEAD}Текст`))
  const wrong: unknown[] = []
  for (const { name, source, codes, mayPass } of hostile) {
    const errors = await answer(source)
    if (errors === null) {
      if (!mayPass) wrong.push([name, 'passed'])
      continue
    }
    const lines = source.split('\n')
    for (const { line, column } of errors) {
      const there =
        line >= 1 && line <= lines.length && column >= 1 && column <= (lines[line - 1] ?? '').length + 1
      if (!there) wrong.push([name, `no such place: ${line}:${column}`])
    }
    // A slow machine may end a text before its own fault is found.
    if (codes && !errors.some(({ code }) => codes.includes(code) || code === 'out_of_time'))
      wrong.push([name, errors[0]?.code])
    if (errors.length > MOST_FAULTS + 1) wrong.push([name, `${errors.length} faults`])
    if (JSON.stringify(errors).length > 60_000) wrong.push([name, 'a long answer'])
  }
  expect(wrong).toEqual([])
  expect(hostile.filter(({ mayPass }) => !mayPass).length).toBeGreaterThanOrEqual(150)
}, 600_000)

test('sandbox: no document holds the process of the pages for more than 50 ms', async () => {
  await compileApart(input(`${HEAD}Текст`))
  const held: { name: string; ms: number }[] = []
  // Those that are answered without a thread, and the longest of each kind that need one.
  const chosen = hostile.filter(({ source }) => source.length > 200_000)
  for (const { name, source } of chosen) {
    held.push({ name, ms: Math.round(await heldBy(() => guardApart(input(source)))) })
  }
  expect(held.filter(({ ms }) => ms > LONGEST_GAP)).toEqual([])
}, 600_000)

test('sandbox: a text that takes too long is refused where its markup is densest, and the next one is read', async () => {
  const slow = `${HEAD}Начало.\n\n${`${'_a*'.repeat(480)}\n\n`.repeat(200)}`
  const [verdict, ...others] = await Promise.all([
    guardApart(input(slow)),
    ...Array.from({ length: 6 }, () => guardApart(input(`${HEAD}Слово { слово`))),
  ])
  expect(verdict?.errors).toEqual([{ code: 'out_of_time', line: 7, column: 1, detail: {} }])
  for (const { errors } of others) expect(errors.map(({ code }) => code)).toEqual(['bare_brace'])
  expect(await compileApart(input(`${HEAD}Текст`))).toMatchObject({ ok: true })
}, 60_000)

test('sandbox: a text that takes too much memory is refused, and the next one is read', async () => {
  const columns = 990
  const wide = `${'|a'.repeat(columns)}\n${'|-'.repeat(columns)}\n${'|b\n'.repeat(8_000)}`
  const compiled = await compileApart(input(HEAD + wide))
  if (compiled.ok) throw new Error('the table was compiled')
  // Which limit it meets first depends on the speed of the machine.
  expect(['out_of_memory', 'out_of_time']).toContain(compiled.errors[0]?.code)
  expect(await compileApart(input(`${HEAD}Текст`))).toMatchObject({ ok: true })
}, 60_000)

test('sandbox: more texts than may wait are turned away, not judged', async () => {
  const codes = await Promise.all(
    Array.from({ length: 60 }, async () => (await guardApart(input(`${HEAD}Слово { слово`))).errors[0]?.code),
  )
  expect(new Set(codes)).toEqual(new Set(['bare_brace', 'check_busy']))
  expect(codes.filter((code) => code === 'bare_brace').length).toBeGreaterThanOrEqual(32)
}, 60_000)

test('sandbox: a link that looks like another is warned of and passes', async () => {
  const warned = async (address: string) => {
    const { errors, warnings, compiled } = await readApart(input(`${HEAD}[место](${address})`))
    expect(errors).toEqual([])
    expect(compiled.ok).toBe(true)
    return warnings.map(({ code, line, column }) => `${code} ${line}:${column}`)
  }
  for (const address of [
    'https://аdilet.zan.kz',
    'https://xn--dilet-4ve.zan.kz',
    'https://сосо.com',
    'https://goοgle.com',
  ])
    expect(await warned(address)).toEqual(['link_lookalike 6:1'])
  expect(await warned('https://adilet.zan.kz@evil.example/x')).toEqual(['link_other_host 6:1'])
  for (const address of [
    'https://adilet.zan.kz/rus',
    'https://мвд.рф',
    'https://қазақстан.қаз',
    'mailto:a@b.kz',
    '/today',
    'https://тенге.com',
  ])
    expect(await warned(address)).toEqual([])
}, 60_000)
