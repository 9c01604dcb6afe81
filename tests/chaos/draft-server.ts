import { createHash } from 'node:crypto'
import { normaliseText } from '#app/features/essays/essay-text.ts'
import { countWords } from '#app/features/lessons/mdx/reading-time.ts'

export type PutBody = { baseRevision: number; text: string; editor: string }
export type PostBody = { editor: string; takeOver: boolean }
export type Sent = { method: string; body: PutBody | PostBody }
export type Answered = { status: number; body: Record<string, unknown> }

/** Everything the server holds of one attempt. */
export type Held = {
  revision: number
  text: string
  closed: boolean
  submission: string | null
  /** Snapshots and late copies. */
  kept: string[]
}

/** A server of one draft, at a time (milliseconds since the begin) that the caller gives. */
export type DraftServer = {
  address: string
  handle(sent: Sent, now: number): Promise<Answered>
  submit(sent: { baseRevision: number; text: string }, now: number): Promise<void>
  /** The job that closes what is over. */
  closeExpired(now: number): Promise<void>
  held(now: number): Promise<Held>
  /** Whether the server itself has given this receipt, for this text. */
  gave(receipt: string, revision: number, text: string): boolean
}

// As of the prompt and the cohort that tests seed.
const DEADLINE = 90 * 60_000
const LAST_CALL = DEADLINE + 120_000
const RIVAL = 60_000

/** Mistakes that the tests must notice. */
export const serverBugs = [
  'acknowledges before it stores',
  'overwrites whatever the base',
  'drops the text that loses',
  'closes empty',
  'gives receipts for other texts',
  'drops what comes late',
] as const
export type ServerBug = (typeof serverBugs)[number]

/**
 * The rules of the protocol in memory, as DESIGN section 4 tells them; with a mistake, if told so. `conflicts`: so many
 * texts that lost are stored, then no more.
 */
export function modelServer(
  bug: ServerBug | null = null,
  { conflicts = Number.POSITIVE_INFINITY } = {},
): DraftServer {
  const attemptId = '7c0de8f4-6c5c-4f4c-9a70-2a4f3c1b9d10'
  const kept = new Set<string>()
  const receipts = new Map<string, string>()
  let lost = 0
  let revision = 0
  let text = ''
  let closed: 'participant' | 'deadline' | null = null
  let submission: string | null = null
  let editor: string | null = null
  let seen = Number.NEGATIVE_INFINITY

  const keep = (words: string) => void (countWords(words) > 0 && kept.add(words))
  const isFree = (name: string, now: number) => editor === null || editor === name || seen < now - RIVAL

  function see(name: string, now: number, takeOver = false): void {
    if (takeOver || isFree(name, now)) [editor, seen] = [name, now]
  }

  function close(by: 'participant' | 'deadline'): void {
    closed = by
    keep(text)
    submission = bug === 'closes empty' ? null : countWords(text) > 0 ? text : null
  }

  function closeExpired(now: number): void {
    if (!closed && now > LAST_CALL) close('deadline')
  }

  function acknowledge(name: string, of: string, now: number): Answered {
    const covered = bug === 'gives receipts for other texts' ? `${of} ` : of
    const hash = createHash('sha256').update(covered).digest('hex')
    const receipt = `${attemptId}.${revision}.${hash}.${new Date(now).toISOString()}.${'m'.repeat(43)}`
    receipts.set(receipt, covered)
    const deadline = new Date(DEADLINE).toISOString()
    return { status: 200, body: { revision, receipt, active: editor === name, deadline } }
  }

  function put(sent: PutBody, now: number): Answered {
    const normal = normaliseText(sent.text)
    if (!normal.ok) return { status: normal.reason === 'broken' ? 400 : 413, body: { reason: normal.reason } }
    const open = !closed && now <= LAST_CALL
    // The same words are no new revision, whatever they were based on.
    if (text === normal.value) return acknowledge(sent.editor, text, now)
    if (open && (sent.baseRevision === revision || bug === 'overwrites whatever the base')) {
      see(sent.editor, now)
      revision += 1
      if (bug !== 'acknowledges before it stores' || revision % 3 !== 0) text = normal.value
      return acknowledge(sent.editor, normal.value, now)
    }
    if (!open) {
      closeExpired(now)
      const late = closed === 'deadline' && countWords(normal.value) > 0
      if (late && bug !== 'drops what comes late') keep(normal.value)
      return { status: 423, body: { reason: 'closed', kept: late } }
    }
    const stored = kept.has(normal.value) || countWords(normal.value) === 0 || lost < conflicts
    if (!stored) return { status: 409, body: { revision, text, kept: false } }
    if (!kept.has(normal.value)) lost += 1
    if (bug !== 'drops the text that loses') keep(normal.value)
    return { status: 409, body: { revision, text, kept: true } }
  }

  function post({ editor: name, takeOver }: PostBody, now: number): Answered {
    if (closed || now > LAST_CALL) return { status: 423, body: { reason: 'closed' } }
    see(name, now, takeOver)
    const deadline = new Date(DEADLINE).toISOString()
    return {
      status: 200,
      body: { revision, active: editor === name, deadline, ...(takeOver ? { text } : {}) },
    }
  }

  return {
    address: `/api/drafts/${attemptId}`,
    handle: async ({ method, body }, now) =>
      method === 'PUT' ? put(body as PutBody, now) : post(body as PostBody, now),
    async submit(sent, now) {
      const normal = normaliseText(sent.text)
      if (closed || !normal.ok || countWords(normal.value) === 0) return
      if (now > LAST_CALL) return closeExpired(now)
      if (text !== normal.value) {
        if (sent.baseRevision !== revision) return
        revision += 1
        text = normal.value
      }
      close('participant')
    },
    closeExpired: async (now) => closeExpired(now),
    held: async (now) => {
      closeExpired(now)
      return { revision, text, closed: closed !== null, submission, kept: [...kept] }
    },
    gave: (receipt, from, words) =>
      receipts.get(receipt) === words.normalize('NFC') && receipt.split('.')[1] === String(from),
  }
}
