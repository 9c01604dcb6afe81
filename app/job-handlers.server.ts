import { notificationJobs } from './features/notifications/jobs.server.ts'
import type { JobHandlers } from './platform/jobs.server.ts'
import { mailFolder, openMailer } from './platform/mailer.server.ts'
import type { Services } from './platform/services.server.ts'

/** Every job of every feature, joined for the worker. */
export function jobHandlers({ db, env, now }: Services): JobHandlers {
  const send = openMailer({
    smtpUrl: env.SMTP_URL,
    from: env.MAIL_FROM,
    folder: mailFolder(env.ALQA_DATA_DIR),
  })
  return {
    ...notificationJobs(db, send, now),
  } as JobHandlers
}
