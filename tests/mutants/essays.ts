import type { Mutant } from './mutant.ts'

/** Bugs in writing, handing in and receipts. */
export const essays: Mutant[] = [
  {
    name: 'attempt: the grace time is not added to the deadline',
    file: 'app/features/essays/attempt.ts',
    find: 'attempt.deadlineAt.getTime() + attempt.graceSeconds * 1000',
    replace: 'attempt.deadlineAt.getTime()',
    tests: ['app/features/essays/attempt.test.ts'],
  },
]
