/** The rooms that speak SQL: features by name, and two rooms of the platform. */
type Room = string

/**
 * Which feature owns each table: it alone writes it, and its meaning is decided there. Views are what an owner says to
 * all the others, so anybody may read them.
 */
export const owners: Record<string, Room> = {
  access_link: 'identity',
  allowance: 'essays',
  attempt: 'essays',
  audit_event: 'platform',
  cohort: 'cohorts',
  course: 'lessons',
  draft: 'essays',
  draft_snapshot: 'essays',
  enrolment: 'cohorts',
  file_import: 'imports',
  file_import_row: 'imports',
  grading_lease: 'grading',
  hold: 'grading',
  known_network: 'identity',
  late_copy: 'essays',
  lesson: 'lessons',
  lesson_completion: 'progress',
  lesson_figure: 'lessons',
  lesson_publication: 'lessons',
  lesson_version: 'lessons',
  lesson_visit: 'progress',
  mail: 'notifications',
  mark: 'grading',
  mark_draft: 'grading',
  marking_policy: 'grading',
  marking_task: 'grading',
  outcome: 'grading',
  passkey: 'identity',
  passkey_setup: 'identity',
  pending_sign_in: 'identity',
  person: 'identity',
  practice_item: 'practice',
  practice_test: 'practice',
  prompt: 'essays',
  prompt_version: 'essays',
  question: 'practice',
  question_version: 'practice',
  rate_limit: 'platform',
  recovery_code: 'identity',
  release: 'grading',
  rubric: 'rubrics',
  script: 'grading',
  self_check_answer: 'progress',
  session: 'platform',
  submission: 'essays',
  totp: 'identity',
}

/** Views: the words of their owners to the others. */
export const views: Record<string, Room> = {
  current_outcome: 'grading',
  marking_state: 'grading',
  released_mark: 'grading',
  released_outcome: 'grading',
}

/** Who reads a table that is another's, and why a query of the owner would not do. */
export const readers: Record<Room, { tables: string[]; why: string }> = {
  access: {
    tables: ['attempt', 'cohort', 'file_import', 'lesson', 'person', 'submission'],
    why: 'the gate asks for the owner of one row by its id, before any feature runs',
  },
  platform: {
    tables: ['person', 'enrolment', 'cohort'],
    why: 'the session brings the person and the cohorts with it, in one statement a request',
  },
  identity: {
    tables: ['cohort', 'enrolment', 'session'],
    why: 'the zone in which a mail tells a time, and the sessions that a person may end; cohorts come later',
  },
  imports: {
    tables: ['cohort', 'person'],
    why: 'the cohort that a list is for, and whether whoever applies it is still an administrator',
  },
  lessons: { tables: ['person'], why: 'names of authors beside their versions' },
  cohorts: { tables: ['person'], why: 'members are people: names, roles, and who is still active' },
  essays: {
    tables: ['person', 'cohort', 'enrolment', 'rubric', 'audit_event'],
    why: 'lists of participants with their attempts, the calendar of a cohort, the scale of a version',
  },
  grading: {
    tables: [
      'attempt',
      'cohort',
      'enrolment',
      'late_copy',
      'person',
      'prompt',
      'prompt_version',
      'rubric',
      'submission',
    ],
    why: 'a queue of scripts is filtered, sorted and locked in one statement with their leases and marks',
  },
  progress: {
    tables: ['cohort', 'course', 'enrolment', 'lesson', 'lesson_publication', 'lesson_version', 'person'],
    why: 'what one person or a cohort did of the lessons is one statement',
  },
  privacy: {
    tables: ['person', 'enrolment', 'attempt', 'cohort'],
    why: 'who is erased with a cohort is decided by both, in one statement, on locked rows',
  },
  overview: { tables: ['person', 'enrolment'], why: 'who has never been here, by cohort' },
}

/** Who writes a table that is another's: a session ends with the password that opened it. */
export const writers: Record<Room, string[]> = { identity: ['session'], platform: ['person'] }

const COMMENT = /\/\*[\s\S]*?\*\/|\/\/.*$/gm
const READ =
  /\b(?:from|join|using)\s+([a-z_]+)\b|(?:selectFrom|[jJ]oin|[jJ]oinLateral|from|using)\(\s*'([a-z_]+)(?: as \w+)?'/g
const WRITE =
  /\b(?:insert\s+into|update|delete\s+from)\s+([a-z_]+)\b|(?:insertInto|updateTable|deleteFrom)\(\s*'([a-z_]+)(?: as \w+)?'/g

/** The room of a source file; null for what speaks no SQL of its own rules: tests, commands, migrations, seeds. */
function roomOf(file: string): Room | null {
  if (/\.(test|spec)\.tsx?$/.test(file)) return null
  const [top, room, feature] = file.split('/')
  if (top !== 'app' || room === 'commands') return null
  return room === 'features' ? (feature ?? null) : (room ?? null)
}

const named = (text: string, pattern: RegExp): string[] =>
  [...text.matchAll(pattern)]
    .map(([, inSql, inKysely]) => inSql ?? inKysely ?? '')
    .filter((name) => name in owners)

/** Every naming of another room's table in a source: "essays writes mark". */
export function strangeTables(file: string, source: string): string[] {
  const room = roomOf(file)
  if (!room) return []
  const text = source.replace(COMMENT, '')
  const written = named(text, WRITE)
  const read = named(text, READ)
  return [
    ...written.filter((table) => owners[table] !== room).map((table) => `${room} writes ${table}`),
    ...read.filter((table) => owners[table] !== room).map((table) => `${room} reads ${table}`),
  ]
}

/** What is decided above, in the same words. */
export const allowed: string[] = [
  ...Object.entries(readers).flatMap(([room, { tables }]) => tables.map((table) => `${room} reads ${table}`)),
  ...Object.entries(writers).flatMap(([room, tables]) => tables.map((table) => `${room} writes ${table}`)),
]
