import { exportEnrolments } from '#app/features/cohorts/queries/export.server.ts'
import {
  type ExportedAttempt,
  type ExportedText,
  exportAllowances,
  exportAttempts,
  exportTexts,
  submissionIds,
} from '#app/features/essays/queries/export.server.ts'
import { type ExportedFeedback, exportFeedback } from '#app/features/grading/queries/export.server.ts'
import { exportIdentity } from '#app/features/identity/queries/export.server.ts'
import { exportAuthorship } from '#app/features/lessons/queries/export.server.ts'
import { exportMails } from '#app/features/notifications/queries/export.server.ts'
import { exportTests } from '#app/features/practice/queries/export.server.ts'
import { exportAnswers, exportVisits } from '#app/features/progress/queries/export.server.ts'
import type { Translate } from '#app/i18n/messages.ts'
import { exportAudit } from '#app/platform/audit-export.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { ZipEntry } from '#app/platform/zip.server.ts'
import { feedbackText } from '../feedback-text.ts'
import { jsonOf } from '../json.ts'

/**
 * The files of a person's export, each made when it is asked for: a note on what they are, every text as .txt, released feedback as
 * .txt, and last data.json with everything that is known, which names the texts that were written. What was erased meanwhile
 * is not in it. `marking` reads what the person did as a marker.
 */
export async function* exportFiles(
  ctx: Ctx,
  personId: string,
  t: Translate,
  marking: () => Promise<unknown>,
): AsyncGenerator<ZipEntry> {
  yield { name: 'read-me.txt', text: `${t('privacy.export.readMe')}\n`, at: ctx.now() }
  const attempts = await exportAttempts(ctx, personId)
  const texts = new Map<string, object[]>()
  for (const attempt of attempts) {
    const packed: object[] = []
    texts.set(attempt.id, packed)
    for await (const one of exportTexts(ctx, attempt.id)) {
      const file = `${folderOf(attempt)}/${nameOf(one, packed.length)}.txt`
      packed.push({ kind: one.kind, file, at: one.at, ...one.facts })
      yield { name: file, text: one.text, at: one.at }
    }
  }
  const feedback = await exportFeedback(ctx, personId)
  for (const one of feedback) yield feedbackFile(one, attempts, t)
  yield {
    name: 'data.json',
    text: jsonOf(await dataOf(ctx, personId, { attempts, texts, feedback, marking })),
    at: ctx.now(),
  }
}

const folderOf = ({ essay, number }: ExportedAttempt): string => `essays/${essay}/attempt-${number}`

// Two texts of an attempt may have been kept in the same moment: `before` is how many are packed already.
function nameOf({ kind, at, facts }: ExportedText, before: number): string {
  if (kind === 'submission') return `handed-in-${facts.receipt}`
  if (kind === 'draft') return 'draft'
  const time = at.toISOString().slice(0, 19).replace('T', '-').replaceAll(':', '')
  const name = `${String(before).padStart(4, '0')}-${time}`
  return kind === 'late_copy' ? `late/${name}` : `snapshots/${name}-revision-${facts.revision}`
}

function feedbackFile(one: ExportedFeedback, attempts: ExportedAttempt[], t: Translate): ZipEntry {
  const attempt = attempts.find(({ id }) => id === one.attemptId)
  const folder = attempt ? folderOf(attempt) : `essays/${one.essay}`
  const text = feedbackText(attempt?.title ?? one.essay, one, t)
  return { name: `${folder}/feedback-${one.receipt}-${one.position}.txt`, text, at: one.releasedAt }
}

type Packed = {
  attempts: ExportedAttempt[]
  texts: Map<string, object[]>
  feedback: ExportedFeedback[]
  marking: () => Promise<unknown>
}

async function dataOf(ctx: Ctx, personId: string, { attempts, texts, feedback, marking }: Packed) {
  const identity = await exportIdentity(ctx, personId)
  const subjects = [...attempts.map(({ id }) => id), ...(await submissionIds(ctx, personId))]
  return {
    exportedAt: ctx.now(),
    ...identity,
    cohorts: await exportEnrolments(ctx, personId),
    lessons: await exportVisits(ctx, personId),
    answers: exportAnswers(ctx, personId),
    tests: await exportTests(ctx, personId),
    attempts: attempts.map(({ id, ...attempt }) => ({ ...attempt, texts: texts.get(id) ?? [] })),
    extraTime: await exportAllowances(ctx, personId),
    feedback: feedback.map(({ attemptId: _, criteria, ...one }) => ({
      ...one,
      criteria: criteria.map(({ id, title, max }) => ({ id, title: title[one.locale], max })),
    })),
    mails: await exportMails(ctx, personId),
    marking: await marking(),
    authorship: await exportAuthorship(ctx, personId),
    log: exportAudit(ctx, personId, subjects),
  }
}
