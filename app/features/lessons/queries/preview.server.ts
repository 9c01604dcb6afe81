import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { SelfCheckDefinition } from '../self-check.ts'
import { versionsById } from './versions.server.ts'

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

/** A version for its editors: with the key of its self-checks. Its text is at hand then (lesson-texts.ts). */
export type PreviewedVersion = { id: string; number: number; checks: SelfCheckDefinition[] }

/** A compiled version of the permit's lesson; null where there is none with that id, or it is not compiled. */
export async function previewedVersion(
  ctx: Ctx,
  permit: Permit<'lesson.change'>,
  versionId: string,
): Promise<PreviewedVersion | null> {
  if (!UUID.test(versionId)) return null
  const version = (await versionsById(ctx, [versionId.toLowerCase()])).get(versionId.toLowerCase())
  if (version?.lessonId !== permit.lessonId) return null
  return { id: version.id, number: version.number, checks: version.selfChecks }
}
