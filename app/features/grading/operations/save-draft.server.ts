import { randomUUID } from 'node:crypto'
import { isDeepStrictEqual } from 'node:util'
import type { Permit } from '#app/access/permit.ts'
import { type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { locateQuote } from '../annotations.ts'
import { faultOf, type MarkWork, type WorkFault } from '../mark.ts'
import { type MarkDraft, scriptOf } from '../queries/marking.server.ts'
import { renewLease, storeDraft } from '../steps.server.ts'

/** A comment whose words were typed by hand. */
export type TypedComment = { quote: string; comment: string; criterion: string | null }

/** What a marker is told after his work was stored. */
export type SavedWork = { revision: number; savedAt: Date; until: Date }

const sameWork = ({ revision: _r, savedAt: _s, ...stored }: MarkDraft, work: MarkWork): boolean =>
  isDeepStrictEqual(JSON.parse(JSON.stringify(stored)), JSON.parse(JSON.stringify(work)))

type Refusal = 'stale' | 'lease_over' | 'marked' | 'absent' | 'ambiguous' | WorkFault

function withTyped(
  work: MarkWork,
  typed: TypedComment | null,
  text: string,
): MarkWork | 'absent' | 'ambiguous' {
  if (!typed) return work
  const { quote, ...rest } = typed
  const selector = locateQuote(text, quote)
  if (typeof selector === 'string') return selector
  return { ...work, annotations: [...work.annotations, { id: randomUUID(), ...rest, selector }] }
}

/**
 * Stores unfinished work over the revision it was made from and prolongs the lease. The same work sent twice is
 * stored once. Refuses with `stale` (another window stored in between), `lease_over` (handed back or lost),
 * `marked`, or with what is wrong with the work; then nothing changes. `typed` adds a comment on words that must
 * occur once in the essay (`absent`, `ambiguous`).
 */
export async function saveWork(
  ctx: Ctx,
  permit: Permit<'submission.mark'>,
  base: number,
  given: MarkWork,
  typed: TypedComment | null = null,
): Promise<Result<SavedWork, Refusal>> {
  return inTransaction(ctx, async (tx) => {
    const until = await renewLease(tx, permit)
    const script = await scriptOf(tx, permit)
    if (script.markedBy) return refuse('marked')
    if (!until) return refuse('lease_over')
    const work = withTyped(given, typed, script.text)
    if (typeof work === 'string') return refuse(work)
    const fault = faultOf(work, script.criteria, script.text)
    if (fault) return refuse(fault)
    const { draft } = script
    if (draft.revision === base + 1 && draft.savedAt && sameWork(draft, work)) {
      return ok({ revision: draft.revision, savedAt: draft.savedAt, until })
    }
    const revision = await storeDraft(tx, permit, base, work)
    return revision === null ? refuse('stale') : ok({ revision, savedAt: tx.now(), until })
  })
}
