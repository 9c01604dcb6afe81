import type { Action } from './permissions.ts'

declare const minted: unique symbol

/** The rows that each action is about, as `authorize` checked them; operations take their ids from here. */
export type PermitIds = {
  'account.manage': { personId: string }
  'second-factor.manage': { personId: string }

  'course.read': { personId: string; cohortId: string }
  'lesson.study': { personId: string; cohortId: string; slug: string }
  'self-check.answer': { personId: string; cohortId: string; versionId: string }
  'progress.read.own': { personId: string; cohortId: string | null }

  'practice.read': { personId: string; cohortId: string }
  'practice.begin': { personId: string; cohortId: string }
  'practice.test': { personId: string; cohortId: string; testId: string }

  'essay.list': { personId: string; cohortId: string | null }
  'attempt.begin': { personId: string; cohortId: string; promptSlug: string }
  'attempt.write': { personId: string; attemptId: string }
  'feedback.read': { personId: string; promptSlug: string }

  'queue.read': { markerId: string; cohortIds: string[] }
  'submission.mark': { markerId: string; submissionId: string }
  'outcome.release': { scope: Scope }

  'attempt.list': object
  'attempt.extend': { cohortId: string }
  'attempt.change': { attemptId: string }

  'overview.read': { scope: Scope }
  'people.manage': object
  'person.change': { personId: string }
  'import.manage': { importId: string }
  'cohort.manage': object
  'cohort.change': { cohortId: string }
  'lesson.manage': object
  'lesson.change': { lessonId: string; slug: string }
  'progress.read.names': { scope: Scope }
  'progress.read.essays': { scope: Scope }
  'progress.read.figures': { scope: Scope }
  'jobs.read': object
  'job.retry': { jobId: string }
}

/** Which cohorts a list may show: all of them, or these. */
export type Scope = 'all' | string[]

/** Proof that somebody may do something to certain rows. Only authorize.server.ts makes one. */
export type Permit<A extends Action> = Readonly<PermitIds[A]> & {
  readonly action: A
  readonly [minted]: true
}
