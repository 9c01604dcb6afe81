import type { TestChoice } from './test-plan.ts'

/** What a stored name of a test stands for: "fixed:entry", "day:5", "sphere:civil". */
export type TestName = { kind: 'fixed' | 'sphere'; of: string } | { kind: 'day'; day: number }

/** Takes a stored name apart. */
export function parseName(name: string): TestName {
  const [kind, of = ''] = name.split(':')
  return kind === 'day' ? { kind, day: Number(of) } : { kind: kind === 'fixed' ? 'fixed' : 'sphere', of }
}

/** The choice that a form names; null where it names none. */
export const choiceOf = (kind: TestChoice['kind'], of: string | undefined): TestChoice | null => {
  if (kind === 'day') return { kind }
  return of ? { kind, of } : null
}
