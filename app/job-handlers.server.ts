import { rosterKind } from './features/cohorts/roster-kind.server.ts'
import { essayJobs } from './features/essays/jobs.server.ts'
import { gradingJobs } from './features/grading/jobs.server.ts'
import { identityJobs } from './features/identity/jobs.server.ts'
import { importJobs } from './features/imports/jobs.server.ts'
import { lessonJobs } from './features/lessons/jobs.server.ts'
import { notificationJobs } from './features/notifications/jobs.server.ts'
import { privacyJobs } from './features/privacy/jobs.server.ts'
import { paths } from './paths.ts'
import type { Services } from './platform/backing-services.server.ts'
import type { Ctx } from './platform/ctx.ts'
import type { JobHandlers } from './platform/jobs.server.ts'
import { mailFolder, openMailer } from './platform/mailer.server.ts'

/** Every job of every feature, joined for the worker. */
export function jobHandlers({ db, env, now }: Services): JobHandlers {
  const folder = mailFolder(env.ALQA_DATA_DIR)
  const send = openMailer({
    mail: env.mail,
    smtpUrl: env.SMTP_URL,
    from: env.MAIL_FROM,
    folder,
  })
  const ctx = (): Ctx => ({ db, now, actor: { kind: 'system' }, requestId: 'job', locale: 'ru' })
  return {
    ...identityJobs(ctx, env.PUBLIC_URL),
    ...notificationJobs(db, { send, folder, now }),
    ...lessonJobs(ctx),
    ...essayJobs(ctx),
    ...privacyJobs(ctx, env.PUBLIC_URL),
    ...gradingJobs(ctx, (prompt) => env.PUBLIC_URL + paths.grade({ prompt })),
    ...importJobs(ctx, { people: rosterKind(env.PUBLIC_URL) }),
  } as JobHandlers
}
