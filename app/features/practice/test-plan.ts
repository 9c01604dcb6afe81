import { ok, type Result, refuse } from '#app/platform/result.ts'
import type { Calendar } from '../cohorts/calendar.ts'
import { lastOpenDay } from '../cohorts/calendar.ts'
import type { PracticeSettings } from '../lessons/course-files/schemas.ts'
import { testOffer } from './test-state.ts'

/** What somebody begins: a test of the course by its id, the test of the day, or training in a sphere by its id. */
export type TestChoice = { kind: 'fixed' | 'sphere'; of: string } | { kind: 'day' }

/** What the plan is made from. */
export type PlanCourse = {
  practice: PracticeSettings | null
  spheres: { id: string; branch: boolean }[]
  lessons: { slug: string; day: number }[]
}

/** Questions to draw from a pool, as far as the test is not full yet. `upTo` counts the test as a whole. */
export type Portion = { upTo: number; spheres: string[] | null; lessons: string[] | null }

/** A test that may be begun: its name, its time in minutes (null: all the time), and where its questions come from. */
export type TestPlan = { name: string; kind: TestChoice['kind']; minutes: number | null; portions: Portion[] }

type Refusal = 'no_test' | 'not_open' | 'over'

/**
 * Plans a test for `now`. Refuses what the course does not have (`no_test`), a test whose day has not come
 * (`not_open`), and one of a course that is over (`over`); training goes on after it.
 */
export function planTest(
  course: PlanCourse,
  calendar: Calendar,
  choice: TestChoice,
  now: Date,
): Result<TestPlan, Refusal> {
  const { practice } = course
  if (!practice) return refuse('no_test')
  const branches = course.spheres.filter((sphere) => sphere.branch).map(({ id }) => id)
  if (choice.kind === 'sphere') {
    if (!branches.includes(choice.of)) return refuse('no_test')
    const portions = [{ upTo: practice.training.questions, spheres: [choice.of], lessons: null }]
    return ok({ name: `sphere:${choice.of}`, kind: 'sphere', minutes: null, portions })
  }
  if (choice.kind === 'fixed') {
    const test = practice.tests.find(({ id }) => id === choice.of)
    if (!test) return refuse('no_test')
    const { state } = testOffer(calendar, test.day, now)
    if (state !== 'open') return refuse(state === 'over' ? 'over' : 'not_open')
    const portions = [{ upTo: test.questions, spheres: branches, lessons: null }]
    return ok({ name: `fixed:${test.id}`, kind: 'fixed', minutes: test.minutes, portions })
  }
  const day = lastOpenDay(calendar, now)
  if (day === 0) return refuse('not_open')
  const lessonsOf = (wanted: (day: number) => boolean) =>
    course.lessons.filter((lesson) => wanted(lesson.day)).map(({ slug }) => slug)
  const { questions, fromToday, minutes } = practice.daily
  return ok({
    name: `day:${day}`,
    kind: 'day',
    minutes,
    portions: [
      { upTo: fromToday, spheres: null, lessons: lessonsOf((one) => one === day) },
      { upTo: questions, spheres: null, lessons: lessonsOf((one) => one < day) },
      // A day without law of its own is filled from what is open.
      { upTo: questions, spheres: null, lessons: lessonsOf((one) => one <= day) },
    ],
  })
}
