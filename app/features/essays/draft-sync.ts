import { fingerprintOf, sameText } from './text-fingerprint.ts'

/** A text and the revision on the server that it is based on. */
export type Based = { text: string; revision: number }

/** A text that was sent and not answered, by its fingerprint (`mark`); pages of an earlier release stored the text. */
export type Sent = { mark: number; revision: number } | Based

/** A text that a page stores on the device, with what it sent and nobody answered. */
export type LocalText = Based & { sent: Sent[] }

/**
 * What a writing page knows about its draft. Three things change beside each other:
 *
 *     page      writing ──asked──▶ choosing          between the page's text and another one
 *                  ▲                  │
 *                  └─────chosen───────┘              either ──ended──▶ ended: nothing is heard any more
 *
 *     attempt   open ──refused by 423, closed──▶ closed ──reopened──▶ open
 *
 *     role      active ◀──seen──▶ inactive           whether this page is the one that writes
 *
 * Beside them stands what the server holds (`revision`, `saved`), moved on by `acknowledged`, `superseded` and
 * `restored`, never backwards; and how sending goes: `sent` and `refused` texts, `failures` in a row, and the conflict
 * copies that are still to be delivered.
 */
export type DraftSync = {
  page: 'writing' | 'choosing' | 'ended'
  attempt: 'open' | 'closed'
  role: 'active' | 'inactive'
  revision: number
  /** What the server holds; null where this page only knows an older text of it. */
  saved: string | null
  /** Sent, and nobody answered: the server may hold one of them. */
  sent: readonly Sent[]
  /** What the server will not take, however often it is sent. */
  refused: string | null
  /** Requests in a row that brought no answer, or a refusal. */
  failures: number
  /** Texts that left the page without the server having them; it gets them as snapshots. */
  conflictCopies: readonly string[]
  /** True while this device may hold a copy of this page. */
  onDevice: boolean
}

/** `shown` is the page's text at that moment. */
type AtServer = Based & { shown: string }

export type SyncEvent =
  | { type: 'sent'; text: string }
  /** Any answer that is no refusal. */
  | { type: 'answered' }
  /** A receipt for `text` as `revision`. */
  | ({ type: 'acknowledged' } & AtServer)
  /** The server holds another text than the one that was sent. */
  | ({ type: 'superseded' } & AtServer)
  /** No answer (null), or one that takes the text not. */
  | { type: 'refused'; status: number | null; text: string }
  | { type: 'stored'; onDevice: boolean }
  | { type: 'restored'; local: LocalText }
  | { type: 'copied' | 'delivered'; text: string }
  | { type: 'seen'; active: boolean }
  | { type: 'asked' | 'chosen' | 'closed' | 'reopened' | 'ended' }

// Two hours of texts that nobody answers, one every 15 s.
const SENT_LIMIT = 500
/** Statuses after which the same text is not sent again: broken, too large, closed. */
const FINAL = [400, 413, 423]

const markIn = (sent: Sent): number => ('mark' in sent ? sent.mark : fingerprintOf(sent.text))

/** A page as the server made it: it holds `saved` as `revision`. */
export const begun = (revision: number, saved: string): DraftSync => ({
  page: 'writing',
  attempt: 'open',
  role: 'active',
  revision,
  saved,
  sent: [],
  refused: null,
  failures: 0,
  conflictCopies: [],
  onDevice: false,
})

/** The state after an event; a page that has ended stays so. */
export function next(state: DraftSync, event: SyncEvent): DraftSync {
  if (state.page === 'ended') return state
  switch (event.type) {
    case 'sent':
      return { ...state, sent: withSent(state, event.text) }
    case 'answered':
      return { ...state, failures: 0 }
    case 'acknowledged':
      // The answer to an earlier request may come after that to a later one.
      if (event.revision < state.revision) return { ...state, failures: 0 }
      return { ...atServer(state, event), failures: 0, refused: null, onDevice: false }
    case 'superseded':
      return event.revision < state.revision ? state : atServer(state, event)
    case 'refused':
      return {
        ...state,
        failures: state.failures + 1,
        refused: FINAL.includes(event.status ?? 0) ? event.text : state.refused,
        attempt: event.status === 423 ? 'closed' : state.attempt,
      }
    case 'stored':
      return { ...state, onDevice: event.onDevice }
    case 'restored':
      return restored(state, event.local)
    case 'copied':
      return { ...state, conflictCopies: [...state.conflictCopies, event.text] }
    case 'delivered':
      return { ...state, conflictCopies: state.conflictCopies.filter((text) => text !== event.text) }
    case 'seen':
      return { ...state, role: event.active ? 'active' : 'inactive' }
    case 'asked':
      return { ...state, page: 'choosing' }
    case 'chosen':
      return { ...state, page: 'writing' }
    case 'closed':
      return { ...state, attempt: 'closed' }
    case 'reopened':
      return { ...state, attempt: 'open', refused: null }
    case 'ended':
      return { ...state, page: 'ended' }
  }
}

function withSent({ sent, revision }: DraftSync, text: string): readonly Sent[] {
  const mark = fingerprintOf(text)
  if (sent.some((one) => markIn(one) === mark && one.revision === revision)) return sent
  const all = [...sent, { mark, revision }]
  // The first one after the last answer is the likeliest to have arrived.
  return all.length > SENT_LIMIT ? all.filter((_, at) => at !== SENT_LIMIT / 2) : all
}

function atServer(state: DraftSync, { revision, text, shown }: AtServer): DraftSync {
  return {
    ...state,
    revision,
    // The server's form of the page's own words is no other text: sent again it would become a revision of its own.
    saved: sameText(text, shown) ? shown : text,
    // What was sent on older revisions cannot become the server's text any more.
    sent: state.sent.filter((one) => one.revision >= revision),
  }
}

function restored(state: DraftSync, { revision, sent }: LocalText): DraftSync {
  const isNewer = revision > state.revision
  return { ...state, ...(isNewer ? { revision, saved: null } : {}), sent: [...sent], onDevice: true }
}

/** True while the server lacks words that are on the page. */
export const isBehind = ({ saved }: DraftSync, shown: string): boolean => shown !== saved

/** True where the page's text is to be sent now. */
export const maySend = (state: DraftSync, shown: string): boolean =>
  state.page === 'writing' && isBehind(state, shown) && shown !== state.refused

/** True where a text that the server names is no stranger's: the page has it, had it from there, or sent it. */
export function isOwn({ saved, sent }: DraftSync, text: string, shown: string): boolean {
  const mark = fingerprintOf(text)
  return sameText(saved ?? '', text) || sent.some((one) => markIn(one) === mark) || sameText(shown, text)
}

/**
 * What becomes of a text that another page left on the device. `drop`: the server has it. `adopt`: the page goes on
 * with it. `join`: it is what the page shows. `ask`: the server has moved on, or the page has words of its own.
 */
export function restoreAction(
  state: DraftSync,
  local: LocalText,
  shown: string,
): 'drop' | 'adopt' | 'join' | 'ask' {
  const { saved, revision } = state
  if (local.revision <= revision && saved !== null && sameText(local.text, saved)) return 'drop'
  const mark = fingerprintOf(saved ?? '')
  const isNext = local.revision >= revision || local.sent.some((one) => markIn(one) === mark)
  if (!isBehind(state, shown)) return isNext ? 'adopt' : 'ask'
  return sameText(local.text, shown) ? 'join' : 'ask'
}
