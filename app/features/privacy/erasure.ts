/** What happens to the essays of an erased person: deleted, or kept without a name. */
export const essayChoices = ['delete', 'keep'] as const
export type EssayChoice = (typeof essayChoices)[number]

/** So many people are erased with their cohorts in one run of the job; where there are more, another run follows. */
export const ERASED_PER_RUN = 50
