import type { Mutant } from './mutant.ts'

/** Bugs in who may do what, and in which rows somebody reaches. */
export const access: Mutant[] = [
  {
    name: 'permissions: an instructor may release',
    file: 'app/access/permissions.ts',
    find: "'outcome.release': { lead: 'cohort', admin: 'any' }",
    replace: "'outcome.release': { instructor: 'cohort', lead: 'cohort', admin: 'any' }",
    tests: ['tests/routes/permissions.test.ts'],
  },
  {
    name: 'permissions: a lead reads the words and times of any attempt',
    file: 'app/access/permissions.ts',
    find: "'attempt.change': { admin: 'any' }",
    replace: "'attempt.change': { admin: 'any', lead: 'cohort' }",
    tests: ['tests/routes/permissions.test.ts'],
  },
  {
    name: 'authorize: an own row is anybody’s',
    file: 'app/access/authorize.server.ts',
    find: "(relation === 'own' && facts.ownerId === who.id)",
    replace: "relation === 'own'",
    tests: ['tests/routes/permissions.test.ts'],
  },
  {
    name: 'authorize: a marker reaches scripts of every cohort',
    file: 'app/access/authorize.server.ts',
    find: "(relation === 'cohort' && who.cohorts.some((cohort) => cohort.id === facts.cohortId))",
    replace: "relation === 'cohort'",
    tests: ['tests/routes/permissions.test.ts'],
  },
  {
    name: 'authorize: whoever wrote a script may mark it',
    file: 'app/access/authorize.server.ts',
    find: 'if (ownerId === who.id) throw notFound()',
    replace: '',
    tests: ['tests/routes/markers.test.ts'],
  },
  {
    name: 'authorize: a lead releases in every cohort',
    file: 'app/access/authorize.server.ts',
    find: "relation === 'any' ? 'all' : who.cohorts.map((cohort) => cohort.id)",
    replace: "who.role ? 'all' : who.cohorts.map((cohort) => cohort.id)",
    tests: ['tests/routes/admin-progress.test.ts', 'tests/routes/grading.test.ts'],
  },
  {
    name: 'authorize: staff without a required second factor go on',
    file: 'app/access/authorize.server.ts',
    find: "if (who.needsSecondFactor && action !== 'second-factor.manage') throw redirect(paths.secondFactor())",
    replace: '',
    tests: ['tests/routes/second-factor.test.ts'],
  },
  {
    name: 'facts: a superseded script can be opened for marking',
    file: 'app/access/facts.server.ts',
    find: "    .where('superseded_at', 'is', null)\n",
    replace: '',
    tests: ['tests/routes/superseded.test.ts'],
  },
  {
    name: 'redirect: a path that resolves to another host is taken',
    file: 'app/paths.ts',
    find: "origin === SITE && !pathname.startsWith('//')",
    replace: 'origin === SITE',
    tests: ['app/paths.test.ts'],
  },
  {
    name: 'overview: an observer counts cohorts of fewer than five',
    file: 'app/features/overview/queries.server.ts',
    find: 'having count(*) >= $',
    replace: 'having count(*) > 0 * $',
    tests: ['tests/routes/admin-overview.test.ts'],
  },
]
