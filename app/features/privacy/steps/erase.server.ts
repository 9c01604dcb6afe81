import { leaveCohorts } from '#app/features/cohorts/steps/leave.server.ts'
import { eraseEssays, lockEssaysOf } from '#app/features/essays/steps/erase-person.server.ts'
import { endMarkingOf } from '#app/features/grading/steps/erase-person.server.ts'
import {
  erasePersonRow,
  type LivingPerson,
  lockLiving,
} from '#app/features/identity/steps/erase-person.server.ts'
import { forgetLists } from '#app/features/imports/steps/forget.server.ts'
import { eraseMails } from '#app/features/notifications/steps/erase-mails.server.ts'
import { recordAudit } from '#app/platform/audit.server.ts'
import type { TxCtx } from '#app/platform/ctx.ts'
import { eraseFromAudit } from '#app/platform/erase-audit.server.ts'
import type { EssayChoice } from '../erasure.ts'

/** Why somebody was erased. */
export type ErasedBy = 'administrator' | 'self' | 'retention'

/**
 * Locks a person with what the person wrote; null where nobody is left to erase. Essays come first: a save locks its
 * attempt and then asks whether the person is still there.
 */
export async function lockForErasure(tx: TxCtx, personId: string): Promise<LivingPerson | null> {
  await lockEssaysOf(tx, personId)
  return lockLiving(tx, personId)
}

/**
 * Erases a person who is locked already. What stays has no name: audit rows, marks given as staff, figures of
 * progress, and handed-in essays where `essays` is `keep`. The audit row of the erasure names nobody.
 */
export async function erase(
  tx: TxCtx,
  person: LivingPerson,
  { essays, by }: { essays: EssayChoice; by: ErasedBy },
): Promise<void> {
  const keep = essays === 'keep'
  // Once more: an essay may have been begun before the person was locked, and none after.
  const written = await lockEssaysOf(tx, person.id)
  await endMarkingOf(tx, person.id, { scripts: !keep })
  await eraseEssays(tx, person.id, { keep })
  await eraseMails(tx, person)
  await leaveCohorts(tx, person.id)
  await forgetLists(tx, person)
  await eraseFromAudit(tx, { ...person, subjects: [person.id, ...written] })
  await erasePersonRow(tx, person.id)
  await recordAudit(tx, { type: 'person.erased', subjectId: person.id, details: { essays, by } })
}
