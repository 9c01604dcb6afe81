import type { Mutant } from './mutant.ts'

const silent = (type: string, file: string, find: string): Mutant => ({
  name: `audit: nothing is written of ${type}`,
  file,
  find,
  replace: '',
  tests: ['tests/routes/audit.test.ts'],
})

/** Bugs in the audit, mails, erasure, and at the door: bounds of requests, headers, the environment. */
export const house: Mutant[] = [
  silent(
    'role.changed',
    'app/features/identity/operations/change-role.server.ts',
    `    await recordAudit(tx, {
      type: 'role.changed',
      subjectId: person.id,
      details: { from: person.role, to: role },
    })
`,
  ),
  silent(
    'password.changed',
    'app/features/identity/operations/change-password.server.ts',
    "    await recordAudit(tx, { type: 'password.changed', subjectId: permit.personId })\n",
  ),
  silent(
    'essay.submitted',
    'app/features/essays/steps/submission.server.ts',
    `  await recordAudit(tx, {
    type: 'essay.submitted',
    subjectId: attempt.id,
    details: { by, receipt, words, late },
  })
`,
  ),
  silent(
    'late_copy.accepted',
    'app/features/grading/operations/accept-late-copy.server.ts',
    "    await recordAudit(tx, { type: 'late_copy.accepted', subjectId: attemptId, details })\n",
  ),
  silent(
    'outcome.released',
    'app/features/grading/operations/release-outcomes.server.ts',
    `    await recordAudits(
      tx,
      released.map(({ submissionId }) => ({ type: 'outcome.released', subjectId: submissionId })),
    )
`,
  ),
  {
    name: 'mail: feedback is written to a closed account',
    file: 'app/features/grading/steps/release.server.ts',
    find: 'person: closed ? null : person',
    replace: 'person: closed === undefined ? null : person',
    tests: ['tests/routes/closed-accounts.test.ts'],
  },
  {
    name: 'mail: a mail that was sent is sent again',
    file: 'app/features/notifications/jobs.server.ts',
    find: 'if (!send || !mail || mail.sent_at) return',
    replace: 'if (!send || !mail) return',
    tests: ['app/features/notifications/jobs.db.test.ts'],
  },
  {
    name: 'mail: a reset goes to a closed account',
    file: 'app/features/identity/jobs.server.ts',
    find: "        .where('deactivated_at', 'is', null)\n",
    replace: '',
    tests: ['tests/routes/links.test.ts'],
  },
  {
    name: 'mail: the name of a file leads out of the folder',
    file: 'app/platform/mailer.server.ts',
    find: '  if (!isUuid(id)) return null\n',
    replace: '',
    tests: ['tests/routes/admin-overview.test.ts'],
  },
  {
    name: 'erasure: the address stays',
    file: 'app/features/identity/steps/erase-person.server.ts',
    find: '      email: `${personId}@erased.invalid`,\n',
    replace: '',
    tests: ['tests/routes/erasure.test.ts'],
  },
  {
    name: 'erasure: mails to the person stay',
    file: 'app/features/privacy/steps/erase.server.ts',
    find: '  await eraseMails(tx, person)\n',
    replace: '  void eraseMails\n',
    tests: ['tests/routes/erasure.test.ts'],
  },
  {
    name: 'erasure: the log still has the name',
    file: 'app/features/privacy/steps/erase.server.ts',
    find: '  await eraseFromAudit(tx, { ...person, subjects: [person.id, ...written] })\n',
    replace: '  void [eraseFromAudit, written]\n',
    tests: ['tests/routes/erasure.test.ts'],
  },
  {
    name: 'erasure: essays that are kept keep their drafts',
    file: 'app/features/essays/steps/erase-person.server.ts',
    find: "    .set({ text: '', words: 0, editor: null, editor_seen_at: null })\n",
    replace: '    .set({ editor: null, editor_seen_at: null })\n',
    tests: ['tests/routes/erasure.test.ts'],
  },
  {
    name: 'bounds: an index of a field may be any number',
    file: 'app/platform/http/field-name.ts',
    find: '\\[\\d{1,3}\\]',
    replace: '\\[\\d+\\]',
    tests: ['app/platform/http/field-name.test.ts'],
  },
  {
    name: 'bounds: a form may have any number of fields',
    file: 'app/platform/http/read-body.server.ts',
    find: '    if (fields > limit.fields) throw tooLarge()\n',
    replace: '',
    tests: ['tests/routes/bodies.test.ts'],
  },
  {
    name: 'bounds: a body that does not say its size is read to its end',
    file: 'app/platform/http/read-body.server.ts',
    find: '    if (size > limit) return null\n',
    replace: '',
    tests: ['tests/routes/drafts-refused.test.ts'],
  },
  {
    name: 'door: a write from another site is taken',
    file: 'app/platform/http/security.server.ts',
    find: "if (site) return site === 'same-origin' || site === 'none'",
    replace: "if (site) return site !== 'cors'",
    tests: ['tests/routes/sign-in.test.ts', 'tests/routes/drafts-refused.test.ts'],
  },
  {
    name: 'door: an encoded NUL comes through',
    file: 'app/platform/http/request-target.ts',
    find: '/%00|\\\\/i',
    replace: '/\\\\/i',
    tests: ['app/platform/http/request-target.test.ts'],
  },
  {
    name: 'door: a page may be shown in a frame',
    file: 'app/platform/http/security.server.ts',
    find: '        frameAncestors: ["\'none\'"],\n',
    replace: '',
    tests: ['tests/routes/http.test.ts'],
  },
  {
    name: 'environment: a secret that repeats itself will do',
    file: 'app/platform/env.server.ts',
    find: 'new Set(secret).size >= 8 && ',
    replace: '',
    tests: ['app/platform/env.test.ts'],
  },
  {
    name: 'names: one may turn the line that it stands in',
    file: 'app/platform/name-field.server.ts',
    find: '[\\p{Cc}\\p{Cf}',
    replace: '[\\p{Cc}',
    tests: ['app/platform/name-field.test.ts'],
  },
]
