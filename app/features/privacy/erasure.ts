/** What happens to the essays of an erased person: deleted, or kept without a name. */
export const essayChoices = ['delete', 'keep'] as const
export type EssayChoice = (typeof essayChoices)[number]
