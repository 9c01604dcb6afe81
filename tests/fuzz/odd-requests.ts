import fc from 'fast-check'

/** One request as it goes over the wire. `role` is who sends it, null a visitor. */
export type OddRequest = {
  role: string | null
  method: string
  path: string
  headers: Record<string, string>
  body: string | null
}

export type World = {
  roles: string[]
  /** "/essays/:slug/write" of every route. */
  routes: string[]
  /** What exists, by the name of the parameter or field that may carry it. */
  known: Record<string, string[]>
}

const METHODS = [
  'GET',
  'GET',
  'GET',
  'HEAD',
  'POST',
  'POST',
  'POST',
  'PUT',
  'PATCH',
  'DELETE',
  'OPTIONS',
  'TRACE',
]

const FORM = 'application/x-www-form-urlencoded'
const JSON_TYPE = 'application/json'
const TYPES = [
  FORM,
  JSON_TYPE,
  'text/plain',
  'multipart/form-data; boundary=edge',
  'multipart/form-data',
  '',
  'x',
]

const FIELDS = (
  'intent email password newPassword name locale role personId cohortId startDate zone days opens graceSeconds text ' +
  'baseRevision language start ownWork ready receipt cohort prompt who person state search members minutes due ' +
  'reason copy snapshot versionId source publish jobId which outcome until revision scores.facts scores.x remarks.facts ' +
  'overall annotations[0].id annotations[0].criterion annotations[0].comment annotations[0].selector.start ' +
  'annotations[0].selector.end annotations[0].selector.quote annotations[7].id add.quote add.comment add.criterion ' +
  'choice redirectTo back sure region employer file session code'
).split(' ')

const QUERIES = (
  'page after before q search state sort cohort prompt language locale role saved done asked version day key ' +
  'redirectTo back until region day _data _routes index check reason'
).split(' ')

const WORDS = [
  ...[
    '',
    ' ',
    '0',
    '-1',
    '1',
    '1.5',
    '1e400',
    '0x10',
    'NaN',
    '2147483648',
    '9223372036854775808',
    '9'.repeat(400),
  ],
  ...[
    '\0',
    'a\0b',
    '\u202e',
    '\ufffe',
    '\ufffd',
    'e\u0301',
    'a'.repeat(5_000),
    'ә'.repeat(300),
    "'; drop table x; --",
  ],
  ...[
    '__proto__',
    'constructor',
    'length',
    'toString',
    '%',
    '%00',
    '../..',
    '//',
    '\\',
    '<script>',
    '{{}}',
    '[]',
  ],
  ...[
    '2026-02-31',
    '2026-11-25',
    '10000-01-01',
    '0000-00-00',
    '2026-11-25T20:30',
    '2026-11-25T25:99',
    '99:99',
  ],
  ...[
    '-2026-01-01T00:00:00Z',
    '275760-09-13T00:00:00Z',
    '9999-12-31T23:59:59.999999Z',
    '08:30',
    'Asia/Almaty',
    'UTC',
  ],
  ...[
    'save',
    'review',
    'submit',
    'take',
    'hand-back',
    'finalise',
    'remove:x',
    'invite',
    'role',
    'deactivate',
    'publish',
  ],
  ...[
    'password',
    'withdraw',
    'reopen',
    'accept',
    'read',
    'draft',
    'copy:x',
    'chosen',
    'matching',
    'all',
    'on',
    'yes',
  ],
  ...[
    'kk',
    'ru',
    'en',
    'xx',
    'participant',
    'admin',
    'case',
    'a@b.kz',
    'a@b',
    '00000000-0000-0000-0000-000000000000',
  ],
]

// Percent signs that say something else than what they stand for in a text.
const RAW = [
  '%',
  '%0',
  '%00',
  '%ff',
  '%C0%80',
  '%ED%A0%80',
  '%E0%A4%A',
  '%2e%2e',
  '%2F',
  '//',
  '/./',
  ';',
  '.data',
  '@',
]

const encoded = (text: string) => encodeURIComponent(text.toWellFormed())

/** Requests over all routes and roles, mostly of the right form, each with something that no page of ours sends. */
export function oddRequests({ roles, routes, known }: World): fc.Arbitrary<OddRequest> {
  const ids = Object.values(known).flat()
  const word = fc.oneof(
    { weight: 5, arbitrary: fc.constantFrom(...WORDS) },
    { weight: 3, arbitrary: fc.constantFrom(...ids) },
    { weight: 1, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    { weight: 1, arbitrary: fc.uuid() },
  )
  const fitting = (name: string) => {
    const values = known[name]
    return values ? fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...values) }, word) : word
  }
  const pair = (names: string[]) =>
    fc.constantFrom(...names).chain((name) => fitting(name).map((value) => [name, value] as const))
  const pairs = (names: string[], maxLength: number) =>
    fc
      .array(pair(names), { maxLength })
      .map((all) => all.map(([name, value]) => `${encoded(name)}=${encoded(value)}`).join('&'))

  const segment = (part: string) => {
    if (!part.startsWith(':') && part !== '*') return fc.constant(part)
    return fc.oneof(
      { weight: 6, arbitrary: fitting(part.replace(':', '')).map(encoded) },
      { weight: 1, arbitrary: fc.constantFrom(...RAW) },
    )
  }
  const pathname = fc
    .constantFrom(...routes)
    .chain((route) => fc.tuple(...route.split('/').map(segment)).map((parts) => parts.join('/') || '/'))
  const path = fc
    .tuple(
      pathname,
      fc.oneof({ weight: 14, arbitrary: fc.constant('') }, { weight: 1, arbitrary: fc.constantFrom(...RAW) }),
      fc.oneof({ weight: 1, arbitrary: fc.constant('') }, { weight: 1, arbitrary: pairs(QUERIES, 3) }),
    )
    .map(([begin, tail, query]) => `${begin}${tail}${query ? `?${query}` : ''}`)

  const json = fc
    .oneof(
      fc.record(
        { baseRevision: fc.oneof(fc.integer(), word), text: word, editor: word },
        { requiredKeys: [] },
      ),
      fc.record({ editor: word, takeOver: fc.boolean() }, { requiredKeys: [] }),
      fc.json().map((text) => JSON.parse(text) as unknown),
    )
    .map((value) => JSON.stringify(value))
  const multipart = fc.array(pair(FIELDS), { maxLength: 6 }).map((all) =>
    all
      .map(([name, value]) => `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`)
      .join('')
      .concat('--edge--\r\n'),
  )
  const body = fc.oneof(
    { weight: 8, arbitrary: pairs(FIELDS, 12).map((text) => ({ text, type: FORM })) },
    { weight: 3, arbitrary: json.map((text) => ({ text, type: JSON_TYPE })) },
    { weight: 2, arbitrary: multipart.map((text) => ({ text, type: TYPES[3] ?? '' })) },
    { weight: 1, arbitrary: fc.record({ text: word, type: fc.constantFrom(...TYPES) }) },
  )
  const headers = fc.record(
    {
      accept: fc.constantFrom('text/html', 'application/json', '*/*', ''),
      'accept-language': fc.constantFrom('kk', 'en', ';;q=', '*'),
      cookie: fc.constantFrom('x=%ff', 'alqa_locale=%ff', 'alqa_unsent=1', '=;;', 'alqa_session=%00'),
      'x-forwarded-for': fc.constantFrom('1.2.3.4', 'x', '::1, 10.0.0.1', ','),
      'if-none-match': fc.constantFrom('*', '"x"'),
      range: fc.constantFrom('bytes=0-', 'bytes=9-1', 'x'),
      'content-encoding': fc.constantFrom('gzip', 'br', 'x'),
      'user-agent': fc.constantFrom('', 'x'.repeat(3_000)),
    },
    { requiredKeys: [] },
  )
  return fc
    .record({
      role: fc.constantFrom(null, ...roles),
      method: fc.constantFrom(...METHODS),
      path,
      body,
      headers,
    })
    .map(({ body: { text, type }, headers: all, method, ...rest }) => {
      const hasBody = method !== 'GET' && method !== 'HEAD' && method !== 'TRACE'
      return {
        ...rest,
        method,
        headers: { ...all, ...(hasBody && type ? { 'content-type': type } : {}) } as Record<string, string>,
        body: hasBody ? text.toWellFormed() : null,
      }
    })
}
