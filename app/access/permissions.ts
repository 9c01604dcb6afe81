import type { Role } from './actor.ts'

/**
 * How a person must be related to the row that an action is about.
 * - `own`: it belongs to the person.
 * - `cohort`: it belongs to a cohort in which the person is enrolled.
 * - `any`: no condition.
 */
export type Relation = 'own' | 'cohort' | 'any'

type Rule = Partial<Record<Role, Relation>>

const staff: Rule = { instructor: 'own', lead: 'own', admin: 'own', observer: 'own' }
const everybody: Rule = { participant: 'own', instructor: 'own', lead: 'own', admin: 'own', observer: 'own' }

/**
 * Who may do what: action × role → relation. What is not listed is refused. This is the only place that says so;
 * routes ask `authorize`, pages ask `may`.
 */
export const permissions = {
  'account.manage': everybody,
  'second-factor.manage': staff,

  'course.read': { participant: 'cohort' },
  'lesson.study': { participant: 'cohort' },
  'self-check.answer': { participant: 'cohort' },
  'progress.read.own': { participant: 'own' },

  'practice.read': { participant: 'cohort' },
  'practice.begin': { participant: 'cohort' },
  'practice.test': { participant: 'own' },

  'essay.list': { participant: 'own' },
  'attempt.begin': { participant: 'cohort' },
  'attempt.write': { participant: 'own' },
  'feedback.read': { participant: 'own' },

  'queue.read': { instructor: 'cohort', lead: 'cohort' },
  'submission.mark': { instructor: 'cohort', lead: 'cohort' },
  'outcome.release': { lead: 'cohort', admin: 'any' },

  // Staff who mark are not among them: words and times beside a name would tell whose script a code is.
  'attempt.list': { admin: 'any' },
  'attempt.extend': { admin: 'any' },
  'attempt.change': { admin: 'any' },

  'overview.read': { admin: 'any', observer: 'cohort' },
  'people.manage': { admin: 'any' },
  'person.change': { admin: 'any' },
  'import.manage': { admin: 'any' },
  'cohort.manage': { admin: 'any' },
  'cohort.change': { admin: 'any' },
  'lesson.manage': { admin: 'any' },
  'lesson.change': { admin: 'any' },
  'progress.read.names': { admin: 'any', lead: 'cohort' },
  // The state of essays beside names: for nobody who marks, as above.
  'progress.read.essays': { admin: 'any' },
  'progress.read.figures': { admin: 'any', lead: 'cohort', observer: 'cohort' },
  'jobs.read': { admin: 'any' },
  'job.retry': { admin: 'any' },
} as const satisfies Record<string, Rule>

export type Action = keyof typeof permissions

/** The relation that a role needs for an action; null where it may never. */
export function relationFor(action: Action, role: Role): Relation | null {
  const rule: Rule = permissions[action]
  return rule[role] ?? null
}

/** True where the role may do the action at all, on the right row; pages show a door only then. */
export const may = (role: Role, action: Action): boolean => relationFor(action, role) !== null
