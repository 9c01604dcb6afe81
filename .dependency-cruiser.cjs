// Import rules of the project (npm run boundaries). tests/architecture.test.ts plants a violation of each.
/** @type {import('dependency-cruiser').IConfiguration} */
const ORDER = [
  'notifications',
  'identity',
  'imports',
  'cohorts',
  'lessons',
  'rubrics',
  'essays',
  'grading',
  'practice',
  'progress',
  'privacy',
  'overview',
]
const ISLANDS = '^app/features/[^/]+/islands/'
const RULES = '^app/features/(?!.*(/islands/|\\.(server|test)\\.)).+\\.ts$'
const SHARED = ['/(queries|steps)\\.server\\.ts$', '/(queries|steps)/[^/]+\\.server\\.ts$', RULES, ISLANDS]
// Guarding and compiling MDX is a room of its own: no database, no Remix; essays write in it too.
const MDX = '^app/features/lessons/mdx/'
const err = (name, from, to) => ({ name, severity: 'error', from, to })
module.exports = {
  forbidden: [
    err('no-circular', {}, { circular: true }),
    ...ORDER.slice(0, -1).map((f, i) =>
      err(
        `order-${f}`,
        { path: `^app/features/${f}/` },
        { path: `^app/features/(${ORDER.slice(i + 1).join('|')})/` },
      ),
    ),
    err(
      'foreign-feature',
      { path: '^app/features/([^/]+)/' },
      { path: '^app/features/', pathNot: ['^app/features/$1/', MDX, ...SHARED] },
    ),
    err(
      'rules-are-pure',
      { path: RULES },
      {
        pathNot: [
          RULES,
          'node_modules/zod/',
          'node_modules/@date-fns/tz/',
          'node_modules/diff/',
          // Keeps results of pure functions.
          'node_modules/lru-cache/',
          '^app/platform/(result|uuid)\\.ts$',
          '^app/i18n/',
        ],
        dependencyTypesNot: ['type-only'],
      },
    ),
    // Islands are code of browsers: they use rules and each other, and nothing that lives on the server.
    err(
      'islands-stay-in-the-browser',
      { path: ISLANDS, pathNot: '\\.test\\.ts$' },
      {
        path: '\\.server\\.|^(db|app/(platform|access|routes|i18n))/|^node:|node_modules/(react|@remix-run|kysely|pg)/',
        dependencyTypesNot: ['type-only'],
      },
    ),
    // Only a page's script tag loads one.
    err(
      'nobody-imports-islands',
      { path: '^app/', pathNot: [ISLANDS, '^app/(routes|offline)/', '\\.test\\.ts$'] },
      { path: ISLANDS, dependencyTypesNot: ['type-only'] },
    ),
    err(
      'components-take-types-only',
      { path: '^app/(features/.+\\.tsx$|ui/)' },
      { path: '\\.server\\.ts$', dependencyTypesNot: ['type-only'] },
    ),
    err(
      'routes-have-no-sql',
      { path: '^app/routes/' },
      { path: '^db/|/steps\\.server|/steps/|node_modules/(kysely|pg)/' },
    ),
    err('nobody-imports-routes', { pathNot: '^(app/routes|tests)/' }, { path: '^app/routes/' }),
    err(
      'no-remix-in-features',
      { path: '^app/features/', pathNot: '\\.tsx$' },
      { path: 'node_modules/@remix-run/' },
    ),
    err('no-react-in-server', { path: '\\.server\\.ts$', pathNot: MDX }, { path: 'node_modules/react' }),
    err(
      'permits-come-from-the-edge',
      { path: '^app/features/', pathNot: '/jobs\\.server\\.ts$' },
      { path: '^app/access/authorize', dependencyTypesNot: ['type-only'] },
    ),
    err('access-knows-no-feature', { path: '^app/access/' }, { path: '^app/(features|routes|ui)/' }),
    err(
      'platform-knows-no-product',
      { path: '^app/platform/' },
      { path: '^app/(features|routes|ui|access)/', dependencyTypesNot: ['type-only'] },
    ),
    err('ui-knows-no-product', { path: '^app/ui/' }, { path: '^app/(features|routes|access|platform)/' }),
    err('offline-knows-nobody', { path: '^app/offline/' }, { path: '^(app/(?!offline)|db/)' }),
    err('i18n-knows-nobody', { path: '^app/i18n/' }, { path: '^(app/(?!i18n)|db/)' }),
    err('db-knows-no-app', { path: '^db/' }, { path: '^app/' }),
    err(
      'nobody-imports-tests',
      { path: '^(app|db)/', pathNot: '\\.test\\.tsx?$' },
      { path: '^tests/|\\.test\\.tsx?$' },
    ),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
  },
}
