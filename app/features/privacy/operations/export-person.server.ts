import type { Permit } from '#app/access/permit.ts'
import { isLiving } from '#app/features/identity/queries/export.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import { actorId, type Ctx, inTransaction } from '#app/platform/ctx.ts'
import { ok, type Result, refuse } from '#app/platform/result.ts'
import { zipOf } from '#app/platform/zip.server.ts'
import { exportFiles } from '../queries/export.server.ts'

/** An archive takes seconds of a processor and megabytes on the way; so many may be made at once for one person. */
const MOST_AT_ONCE = 2

/** Reads what a person did as a marker: for staff alone, it is behind the gate of releases. */
type Marking = (ctx: Ctx, personId: string) => Promise<unknown>

const running = new Map<string, number>()

/**
 * Everything that is known about the person of the permit as a zip that is made while it is sent. The export is in the
 * audit log before its first byte. Marks that the person gave are in it only where `marking` is given. Refuses with `busy` where whoever asks has two on the way, and with `erased`.
 */
export async function exportPerson(
  ctx: Ctx,
  permit: Permit<'account.manage'> | Permit<'person.change'>,
  marking: Marking = async () => null,
): Promise<Result<ReadableStream<Uint8Array>, 'busy' | 'erased'>> {
  const { personId } = permit
  const who = actorId(ctx)
  if ((running.get(who) ?? 0) >= MOST_AT_ONCE) return refuse('busy')
  count(who, 1)
  try {
    if (await isNoted(ctx, personId, who)) {
      const files = exportFiles(ctx, personId, translator(ctx.locale), () => marking(ctx, personId))
      return ok(zipOf(files, () => count(who, -1)))
    }
    count(who, -1)
    return refuse('erased')
  } catch (error) {
    count(who, -1)
    throw error
  }
}

function count(who: string, more: 1 | -1): void {
  const now = (running.get(who) ?? 0) + more
  if (now > 0) running.set(who, now)
  else running.delete(who)
}

// The log names an export of a living person only.
const isNoted = (ctx: Ctx, personId: string, who: string): Promise<boolean> =>
  inTransaction(ctx, async (tx) => {
    if (!(await isLiving(tx, personId))) return false
    const by = personId === who ? 'self' : 'administrator'
    await recordAudit(tx, { type: 'person.exported', subjectId: personId, details: { by } })
    return true
  })
