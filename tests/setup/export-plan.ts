/** The file data.json of an export, as far as the plan looks into it. */
export type ExportedData = {
  person: { id: string }
  attempts: { texts: { kind: string; file: string }[] }[]
  feedback: unknown[]
  marking: Record<'marks' | 'drafts' | 'leases', unknown[]>
  authorship: Record<'versions' | 'publications', unknown[]>
  lessons: Record<'visits' | 'completions', unknown[]>
  log: { by: string; about: string; type: string; details: Record<string, unknown> }[]
} & Record<
  | 'sessions'
  | 'links'
  | 'knownNetworks'
  | 'authenticatorApps'
  | 'passkeys'
  | 'recoveryCodes'
  | 'cohorts'
  | 'answers'
  | 'extraTime'
  | 'mails'
  | 'tests',
  unknown[]
>

/** Where the rows are that a column ties to a person; or why they are not in her export. */
type Decision = ((data: ExportedData) => unknown[]) | { out: string }

const texts = (kind: string) => (data: ExportedData) =>
  data.attempts.flatMap((attempt) => attempt.texts.filter((text) => text.kind === kind))

const DEED = 'what staff do to others is in the log, without saying to whom'
const MINUTES = 'a challenge of a few minutes, which would let somebody in'

/**
 * What an export holds of each column that refers to a person, to an attempt or to a submission, or is an id without a
 * reference: a new one has to be decided on.
 */
export const exportPlan: Record<string, Decision> = {
  'access_link.created_by': { out: DEED },
  'access_link.person_id': (data) => data.links,
  'allowance.granted_by': { out: DEED },
  'allowance.person_id': (data) => data.extraTime,
  'attempt.from_attempt_id': { out: 'the number of that attempt is said with the later one' },
  'attempt.person_id': (data) => data.attempts,
  // A part of the rows, by kind: see the tests of the log.
  'audit_event.actor_id': { out: 'counted by its own test' },
  'audit_event.subject_id': { out: 'counted by its own test' },
  'draft.attempt_id': texts('draft'),
  'draft.editor': { out: 'the tab of a browser, a random number' },
  'draft_snapshot.attempt_id': texts('snapshot'),
  'enrolment.person_id': (data) => data.cohorts,
  'file_import.applied_by': { out: DEED },
  'file_import.created_by': { out: DEED },
  'grading_lease.marker_id': (data) => data.marking.leases,
  'hold.held_by': { out: DEED },
  'hold.lifted_by': { out: DEED },
  'hold.script_id': { out: 'why a result waits is for staff until it is released' },
  'known_network.person_id': (data) => data.knownNetworks,
  'late_copy.accepted_by': { out: DEED },
  'late_copy.attempt_id': texts('late_copy'),
  'lesson_completion.person_id': (data) => data.lessons.completions,
  'lesson_publication.published_by': (data) => data.authorship.publications,
  'lesson_version.created_by': (data) => data.authorship.versions,
  'lesson_visit.person_id': (data) => data.lessons.visits,
  'mail.person_id': (data) => data.mails,
  'mark.marker_id': (data) => data.marking.marks,
  'mark.script_id': { out: 'released ones are in the feedback' },
  'mark_draft.marker_id': (data) => data.marking.drafts,
  'mark_draft.script_id': { out: 'not finished, and not released' },
  'marking_policy.set_by': { out: DEED },
  'marking_task.for_marker': { out: 'whom a seat is meant for is a matter of the queue' },
  'marking_task.script_id': { out: 'who reads a script is not said to who wrote it' },
  'outcome.decided_by': { out: DEED },
  'outcome.from_marks': { out: 'ids of marks' },
  'outcome.script_id': { out: 'released ones are in the feedback' },
  'passkey.person_id': (data) => data.passkeys,
  'passkey_setup.person_id': { out: MINUTES },
  'pending_sign_in.person_id': { out: MINUTES },
  'practice_test.person_id': (data) => data.tests,
  'recovery_code.person_id': (data) => data.recoveryCodes,
  'release.released_by': { out: DEED },
  'script.submission_id': { out: 'the submission itself is there; its code is for markers' },
  'self_check_answer.person_id': (data) => data.answers,
  'session.person_id': (data) => data.sessions,
  'submission.attempt_id': texts('submission'),
  'submission.person_id': texts('submission'),
  'totp.person_id': (data) => data.authenticatorApps,
}

/** Tables of the erasure plan in which no column is tied to a person. */
export const withoutPeople: Record<string, string> = {
  cohort: 'settings',
  course: 'the course',
  file_import_row: 'rows of an uploaded list: what was taken of them is in the person’s own row',
  lesson: 'the course',
  lesson_figure: 'the course',
  person: 'the person’s own row, by its own id',
  practice_item: 'a part of practice_test, which has them',
  prompt: 'the course',
  prompt_version: 'the course',
  question: 'the course',
  question_version: 'the course',
  rate_limit: 'hashes of keys, for an hour',
  rubric: 'the course',
}
