/**
 * What an erasure does with each table that refers to a person or has room for words: `erased` (rows go), `unnamed` (rows
 * stay, what names is taken out), `kept` (rows stay: nothing in them names, or they are other people's), `none` (nothing
 * about a person).
 */
export const erasurePlan: Record<string, 'erased' | 'unnamed' | 'kept' | 'none'> = {
  access_link: 'erased',
  allowance: 'erased',
  attempt: 'erased',
  audit_event: 'unnamed',
  cohort: 'none',
  course: 'none',
  draft: 'erased',
  draft_snapshot: 'erased',
  enrolment: 'erased',
  grading_lease: 'erased',
  known_network: 'erased',
  late_copy: 'erased',
  lesson: 'none',
  lesson_completion: 'kept',
  lesson_figure: 'none',
  lesson_publication: 'kept',
  lesson_version: 'kept',
  lesson_visit: 'kept',
  mail: 'erased',
  mark: 'kept',
  mark_draft: 'erased',
  outcome: 'kept',
  passkey: 'erased',
  passkey_setup: 'erased',
  pending_sign_in: 'erased',
  person: 'unnamed',
  prompt: 'none',
  prompt_version: 'none',
  // Keys are hashes, and go after an hour.
  rate_limit: 'kept',
  recovery_code: 'erased',
  rubric: 'none',
  self_check_answer: 'kept',
  session: 'erased',
  submission: 'erased',
  totp: 'erased',
}
