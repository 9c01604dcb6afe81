/** One question of a finished test, judged. */
export type JudgedItem = { sphere: string; chosen: number | null; correct: number }

/** What a test says about one sphere: `right` of `total`; `marks` in the order of the test. */
export type SphereResult = { sphere: string; right: number; total: number; marks: boolean[] }

/** Fewer questions of a sphere than this are a hint where to look, and no measure. */
export const HINT_BELOW = 10

/** The result by sphere, weakest first; spheres of one share keep the order of the test. Unanswered is wrong. */
export function sphereResults(items: readonly JudgedItem[]): SphereResult[] {
  const spheres = new Map<string, SphereResult>()
  for (const { sphere, chosen, correct } of items) {
    const result = spheres.get(sphere) ?? { sphere, right: 0, total: 0, marks: [] }
    const right = chosen === correct
    spheres.set(sphere, {
      sphere,
      right: result.right + Number(right),
      total: result.total + 1,
      marks: [...result.marks, right],
    })
  }
  return [...spheres.values()].sort((a, b) => a.right / a.total - b.right / b.total)
}
