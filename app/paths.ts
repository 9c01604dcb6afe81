/** The only place where addresses are spelled. Parameters are encoded; query strings are built, never glued. */

type Query = Record<string, string | number | null | undefined>

function withQuery(path: string, query: Query): string {
  const params = new URLSearchParams()
  for (const [name, value] of Object.entries(query))
    if (value !== undefined && value !== null && value !== '') params.set(name, String(value))
  const text = params.toString()
  return text ? `${path}?${text}` : path
}

const part = encodeURIComponent

export const paths = {
  home: () => '/',
  signIn: (redirectTo?: string) => withQuery('/sign-in', { redirectTo }),
  signOut: (asked?: boolean) => withQuery('/sign-out', { asked: asked ? 1 : null }),
  signInErased: () => withQuery('/sign-in', { erased: 1 }),
  signInAgain: () => withQuery('/sign-in', { again: 1 }),
  secondStep: () => '/sign-in/code',
  forgot: () => '/forgot',
  reset: (token: string) => `/reset/${part(token)}`,
  invite: (token: string) => `/invite/${part(token)}`,
  verify: (number?: string) => (number === undefined ? '/verify' : `/verify/${part(number)}`),
  language: (lang: string) => `/language/${part(lang)}`,

  today: () => '/today',
  calendar: () => '/calendar',
  calendarFeed: (key: string) => withQuery('/calendar.ics', { key }),
  lesson: (slug: string, anchor?: string, query: Query = {}) =>
    `${withQuery(`/lessons/${part(slug)}`, query)}${anchor ? `#${anchor}` : ''}`,
  selfCheck: (versionId: string, checkId: string) => `/api/self-checks/${part(`${versionId}.${checkId}`)}`,
  progress: () => '/progress',

  practice: () => '/practice',
  practiceTest: (testId: string, query: Query = {}) => withQuery(`/practice/tests/${part(testId)}`, query),

  essays: () => '/essays',
  essay: (slug: string) => `/essays/${part(slug)}`,
  write: (slug: string) => `/essays/${part(slug)}/write`,
  receipt: (slug: string) => `/essays/${part(slug)}/receipt`,
  receiptsFile: (slug: string) => `/essays/${part(slug)}/receipts.txt`,
  history: (slug: string, version?: string) =>
    withQuery(`/essays/${part(slug)}/history`, { version }) + (version ? '#version' : ''),
  feedback: (slug: string) => `/essays/${part(slug)}/feedback`,
  draft: (attemptId: string) => `/api/drafts/${part(attemptId)}`,

  secondFactor: (query: Query = {}) => withQuery('/account/second-factor', query),
  account: (query: Query = {}) => withQuery('/account', query),
  eraseAccount: () => '/account/erase',
  exportAccount: () => '/account/export',

  serviceWorker: () => '/sw.js',
  alive: () => '/livez',

  grade: (query: Query = {}) => withQuery('/grade', query),
  marks: (submissionId: string) => `/api/marks/${part(submissionId)}`,
  gradeSubmission: (submissionId: string, query: Query = {}) =>
    withQuery(`/grade/${part(submissionId)}`, query),
  release: (query: Query = {}) => withQuery('/grade/release', query),

  admin: () => '/admin',
  people: (query: Query = {}) => withQuery('/admin/people', query),
  importList: () => '/admin/people/import',
  fileImport: (id: string, query: Query = {}) => withQuery(`/admin/people/import/${part(id)}`, query),
  refusedRows: (id: string) => `/admin/people/import/${part(id)}/refused.csv`,
  erasePerson: (id: string) => `/admin/people/${part(id)}/erase`,
  exportPerson: (id: string) => `/admin/people/${part(id)}/export`,
  cohorts: (query: Query = {}) => withQuery('/admin/cohorts', query),
  cohort: (id: string, query: Query = {}) => withQuery(`/admin/cohorts/${part(id)}`, query),
  cohortMarking: (id: string, query: Query = {}) => withQuery(`/admin/cohorts/${part(id)}/marking`, query),
  adminEssays: (query: Query = {}) => withQuery('/admin/essays', query),
  adminAttempt: (attemptId: string, query: Query = {}) =>
    withQuery(`/admin/essays/${part(attemptId)}`, query),
  adminLessons: (query: Query = {}) => withQuery('/admin/lessons', query),
  adminLesson: (slug: string, query: Query = {}) => withQuery(`/admin/lessons/${part(slug)}`, query),
  lessonPreview: (slug: string, versionId: string) =>
    `/admin/lessons/${part(slug)}/preview/${part(versionId)}`,
  adminProgress: (query: Query = {}) => withQuery('/admin/progress', query),
  progressCsv: (query: Query = {}) => withQuery('/admin/progress.csv', query),
  jobs: (query: Query = {}) => withQuery('/admin/jobs', query),
  mail: (id: string) => `/admin/jobs/mail/${part(id)}`,
}

const SITE = 'http://alqa.invalid'

/**
 * A path of our own to come back to, normalised, or null. Judged after normalising, as a browser will do it:
 * "/x/..//host" is another host. Refuses protocols, backslashes and control characters anywhere, and more than 2,000
 * characters.
 */
export function safeRedirect(target: FormDataEntryValue | string | null): string | null {
  if (typeof target !== 'string' || target.length > 2_000) return null
  if (!target.startsWith('/') || /[\\\p{Cc}]/u.test(target) || !URL.canParse(target, SITE)) return null
  const { origin, pathname, search, hash } = new URL(target, SITE)
  return origin === SITE && !pathname.startsWith('//') ? pathname + search + hash : null
}
