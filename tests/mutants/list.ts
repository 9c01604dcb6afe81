import { essays } from './essays.ts'
import type { Mutant } from './mutant.ts'
import { progress } from './progress.ts'

/** All bugs that are planted; each belongs to the file of its subject. */
export const mutants: Mutant[] = [...essays, ...progress]
