/** The namespaces of the messages, one JSON file a language each; English gives the types. */
export type Messages = {
  site: typeof import('./messages/en/site.json')
  notifications: typeof import('./messages/en/notifications.json')
  grading: typeof import('./messages/en/grading.json')
  marking: typeof import('./messages/en/marking.json')
  policy: typeof import('./messages/en/policy.json')
  essays: typeof import('./messages/en/essays.json')
  history: typeof import('./messages/en/history.json')
  privacy: typeof import('./messages/en/privacy.json')
  receipts: typeof import('./messages/en/receipts.json')
  attempts: typeof import('./messages/en/attempts.json')
  security: typeof import('./messages/en/security.json')
  identity: typeof import('./messages/en/identity.json')
  desk: typeof import('./messages/en/desk.json')
  imports: typeof import('./messages/en/imports.json')
  people: typeof import('./messages/en/people.json')
  mdx: typeof import('./messages/en/mdx.json')
  lessons: typeof import('./messages/en/lessons.json')
  editing: typeof import('./messages/en/editing.json')
  practice: typeof import('./messages/en/practice.json')
  progress: typeof import('./messages/en/progress.json')
  cohortProgress: typeof import('./messages/en/cohortProgress.json')
}

type Leaves<T, P extends string> = {
  [K in keyof T & string]: T[K] extends string ? `${P}${K}` : Leaves<T[K], `${P}${K}.`>
}[keyof T & string]

/** "namespace.sentence" or deeper. */
export type MessageKey = { [N in keyof Messages & string]: Leaves<Messages[N], `${N}.`> }[keyof Messages &
  string]

export type MessageValues = Record<string, string | number>

/** Finds the sentence of a key in one language and fills its values in (ICU: plurals, selections). */
export type Translate = (key: MessageKey, values?: MessageValues) => string
