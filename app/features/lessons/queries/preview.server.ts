import type { Permit } from '#app/access/permit.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { isUuid } from '#app/platform/uuid.ts'
import type { LessonText } from '../lesson-text.ts'
import type { SelfCheckDefinition } from '../self-check.ts'
import { versionsById } from './versions.server.ts'

/** A version for its editors: with the key of its self-checks. */
export type PreviewedVersion = {
  id: string
  number: number
  text: LessonText
  checks: SelfCheckDefinition[]
}

/** A compiled version of the permit's lesson; null where there is none with that id, or it is not compiled. */
export async function previewedVersion(
  ctx: Ctx,
  permit: Permit<'lesson.change'>,
  versionId: string,
): Promise<PreviewedVersion | null> {
  if (!isUuid(versionId)) return null
  const version = (await versionsById(ctx, [versionId.toLowerCase()])).get(versionId.toLowerCase())
  if (version?.lessonId !== permit.lessonId) return null
  return { id: version.id, number: version.number, text: version.text, checks: version.selfChecks }
}
