type Tried = { sphere: string; firstTry: { answered: number; right: number } }

/** Questions of one sphere that were answered, and how many of them right at the first try. */
export type SphereShare = { id: string; answered: number; right: number }

/** Adds lessons up by sphere, in the order of `spheres`; those without an answer are left out. */
export function sphereShares(lessons: readonly Tried[], spheres: readonly { id: string }[]): SphereShare[] {
  return spheres
    .map(({ id }) => ({ id, ...firstTryShare(lessons.filter((lesson) => lesson.sphere === id)) }))
    .filter((share) => share.answered > 0)
}

/** Adds first tries up over lessons. */
export function firstTryShare(lessons: readonly Pick<Tried, 'firstTry'>[]): {
  answered: number
  right: number
} {
  return {
    answered: lessons.reduce((sum, lesson) => sum + lesson.firstTry.answered, 0),
    right: lessons.reduce((sum, lesson) => sum + lesson.firstTry.right, 0),
  }
}
