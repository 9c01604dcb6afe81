import { access } from './access.ts'
import { course } from './course.ts'
import { essays } from './essays.ts'
import { grading } from './grading.ts'
import { house } from './house.ts'
import type { Mutant } from './mutant.ts'
import { progress } from './progress.ts'
import { receipts } from './receipts.ts'
import { signIn } from './sign-in.ts'

/** The bugs that are planted, by their subject. */
export const subjects = { access, signIn, course, essays, receipts, progress, grading, house }

/** All of them. */
export const mutants: Mutant[] = Object.values(subjects).flat()
