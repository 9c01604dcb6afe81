import { type Calendar, dayNumber } from '#app/features/cohorts/calendar.ts'
import { behindBy, type DayState, type DayWork, dayState } from './pace.ts'

/** How one participant stands to the calendar. */
export type DayProgress = { region: string; states: DayState[]; behind: number }

/** Whom a list is matchingPeople to: on pace, one day behind, two or more. */
export const behindChoices = ['none', 'one', 'more'] as const
export type BehindChoice = (typeof behindChoices)[number]

/** What a list of participants is matchingPeople to; empty text and null are no condition. */
export type ProgressFilter = { name: string; region: string; behind: BehindChoice | null }

/** How many participants stand where. */
export type PaceFigures = { all: number; onPace: number; one: number; more: number }

/** Days on which something was done, and how many required lessons of them are completed. */
export type Touched = readonly (readonly [day: number, completed: number])[]

/** Judges every day of the calendar. `required` tells how many lessons each day asks for. */
export function progressOf(
  calendar: Calendar,
  required: ReadonlyMap<number, number>,
  touched: Touched,
  now: Date,
): Omit<DayProgress, 'region'> {
  const done = new Map(touched)
  const works = Array.from({ length: calendar.days }, (_, index): DayWork => {
    const day = index + 1
    return { day, required: required.get(day) ?? 0, completed: done.get(day) ?? 0, begun: done.has(day) }
  })
  return {
    states: works.map((work) => dayState(calendar, work, now)),
    behind: behindBy(calendar, works, now),
  }
}

/** Where somebody belongs who is so many days behind. */
export function behindChoice(behind: number): BehindChoice {
  if (behind <= 0) return 'none'
  return behind === 1 ? 'one' : 'more'
}

/** Counts participants by how far behind they are. */
export function figuresOf(people: readonly Pick<DayProgress, 'behind'>[]): PaceFigures {
  const count = (choice: BehindChoice) => people.filter((one) => behindChoice(one.behind) === choice).length
  return { all: people.length, onPace: count('none'), one: count('one'), more: count('more') }
}

const kazakh = new Intl.Collator('kk')

/** The regions that occur, in the order of the Kazakh alphabet; those who named none are left out. */
export const regionsOf = (people: readonly Pick<DayProgress, 'region'>[]): string[] =>
  [...new Set(people.map(({ region }) => region))].filter(Boolean).sort(kazakh.compare)

/** Figures of fewer participants than this would describe persons. */
export const SMALL_GROUP = 5

/** Figures of a region; `region` is empty for those who named none, and null for small regions taken together. */
export type RegionFigures = PaceFigures & { region: string | null }

/**
 * The same figures region by region, those without a region after them. Groups smaller than `SMALL_GROUP` come last
 * as one; where they are too few even together, the smallest other region goes in with them. Every row then stands for
 * `SMALL_GROUP` people at least, so that nothing smaller is left when rows are taken from the whole. Fewer people than
 * that have no figures at all.
 */
export function figuresByRegion(people: readonly Pick<DayProgress, 'region' | 'behind'>[]): RegionFigures[] {
  if (people.length < SMALL_GROUP) return []
  const of = (region: string) => people.filter((one) => one.region === region)
  const groups = [...regionsOf(people), ''].map((region) => ({ region, members: of(region) }))
  const small = groups.filter(({ members }) => members.length > 0 && members.length < SMALL_GROUP)
  const large = groups.filter(({ members }) => members.length >= SMALL_GROUP)
  const together = small.flatMap(({ members }) => members)
  if (together.length > 0 && together.length < SMALL_GROUP) {
    const least = large.toSorted((a, b) => a.members.length - b.members.length)[0]
    if (least) together.push(...large.splice(large.indexOf(least), 1).flatMap(({ members }) => members))
  }
  return [
    ...large.map(({ region, members }) => ({ region, ...figuresOf(members) })),
    ...(together.length > 0 ? [{ region: null, ...figuresOf(together) }] : []),
  ]
}

/** Reads a filter from an address; what cannot be understood is no condition. */
export function readProgressFilter(asked: URLSearchParams): ProgressFilter {
  const one = (name: string) => asked.get(name)?.trim().slice(0, 200) ?? ''
  return {
    name: one('name'),
    region: one('region'),
    behind: behindChoices.find((choice) => choice === one('behind')) ?? null,
  }
}

const plain = (text: string) => text.normalize('NFC').toLocaleLowerCase('kk')

/** Those whom a filter leaves, in the order they came in. */
export function matchingPeople<P extends DayProgress & { name: string }>(
  people: readonly P[],
  { name, region, behind }: ProgressFilter,
): P[] {
  const sought = plain(name.trim())
  return people.filter(
    (one) =>
      plain(one.name).includes(sought) &&
      (region === '' || one.region === region) &&
      (behind === null || behindChoice(one.behind) === behind),
  )
}

/**
 * The cohort that was asked for, `unknown` where it is not among them. Without a question the newest that has begun,
 * else the one that begins first; null where there is none.
 */
export function selectedCohort<C extends Calendar & { id: string }>(
  cohorts: readonly C[],
  asked: string | null,
  now: Date,
): C | 'unknown' | null {
  if (asked) return cohorts.find(({ id }) => id === asked) ?? 'unknown'
  const newestFirst = cohorts.toSorted((a, b) => b.startDate.localeCompare(a.startDate))
  return newestFirst.find((cohort) => dayNumber(cohort, now) > 0) ?? newestFirst.at(-1) ?? null
}

/** How long ago, in the largest whole unit. */
export function ageOf(at: Date, now: Date): { unit: 'minutes' | 'hours' | 'days'; number: number } {
  const minutes = Math.max(Math.floor((now.getTime() - at.getTime()) / 60_000), 0)
  if (minutes < 60) return { unit: 'minutes', number: minutes }
  if (minutes < 48 * 60) return { unit: 'hours', number: Math.floor(minutes / 60) }
  return { unit: 'days', number: Math.floor(minutes / 1440) }
}
