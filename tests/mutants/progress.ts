import type { Mutant } from './mutant.ts'

/** Bugs in the states of essays, in who sees them, and in the progress of a cohort. */
export const progress: Mutant[] = [
  {
    name: 'attempt state: in SQL an attempt is being written until it is closed',
    file: 'app/features/essays/queries/attempt-state.server.ts',
    find: "< a.deadline_at then 'writing' else 'closing' end",
    replace: "< a.deadline_at then 'writing' else 'writing' end",
    tests: ['app/features/essays/queries/attempt-state.db.test.ts'],
  },
  {
    name: 'attempt state: the deadline itself still counts as writing',
    file: 'app/features/essays/essay-state.ts',
    find: 'now < attempt.deadlineAt',
    replace: 'now <= attempt.deadlineAt',
    tests: ['app/features/essays/essay-state.test.ts'],
  },
  {
    name: 'draft words: a restored text keeps the count of the text before',
    file: 'app/features/essays/operations/restore-snapshot.server.ts',
    find: 'words: snapshot.words, ',
    replace: '',
    tests: ['tests/routes/draft-words.test.ts'],
  },
  {
    name: 'blind leads: a lead sees the state of essays beside names',
    file: 'app/access/permissions.ts',
    find: "'progress.read.essays': { admin: 'any' }",
    replace: "'progress.read.essays': { admin: 'any', lead: 'cohort' }",
    tests: ['tests/routes/blind-leads.test.ts'],
  },
  {
    name: 'blind leads: a lead sees the hour at which somebody was last there',
    file: 'app/routes/admin.progress/route.tsx',
    find: '      : blind\n',
    replace: '      : !blind\n',
    tests: ['tests/routes/blind-leads.test.ts'],
  },
  {
    name: 'blind leads: the file has the hour at which somebody was last there',
    file: 'app/features/progress/progress-rows.ts',
    find: '(blind ? localDate',
    replace: '(!blind ? localDate',
    tests: ['tests/routes/blind-leads.test.ts'],
  },
  {
    name: 'progress by name: points stand beside names before they are released',
    file: 'app/features/essays/queries/cohort-essays.server.ts',
    find: 'left join released_outcome o',
    replace: 'left join outcome o',
    tests: ['tests/routes/admin-progress.test.ts'],
  },
  {
    name: 'second attempt: points come from the newest mark, released or not',
    file: 'app/features/essays/queries/prompts.server.ts',
    find: 'join attempt a on a.id = s.attempt_id join released_outcome o',
    replace: 'join attempt a on a.id = s.attempt_id join outcome o',
    tests: ['tests/routes/second-attempt.test.ts'],
  },
  {
    name: 'extension: people whose account is closed get time, too',
    file: 'app/features/essays/operations/grant-extension.server.ts',
    find: "    .where('p.deactivated_at', 'is', null)\n",
    replace: '',
    tests: ['tests/routes/admin-extensions.test.ts'],
  },
  {
    name: 'calendar: an entry of one person has the identity of everybody’s',
    file: 'app/features/progress/calendar-feed.server.ts',
    find: 'essay.slug}-$',
    replace: 'essay.slug}$',
    tests: ['tests/routes/study-deadlines.test.ts'],
  },
]
