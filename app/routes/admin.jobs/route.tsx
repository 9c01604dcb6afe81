import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { listMails } from '#app/features/notifications/queries/mails.server.ts'
import { retryJob } from '#app/features/overview/operations/retry-job.server.ts'
import { formatStamp, HOME_ZONE, zoneName } from '#app/i18n/dates.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { listJobs } from '#app/platform/job-list.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Notice, Tag } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { DataTable, Pager } from '#app/ui/table.tsx'

const names = {
  'mail.send': 'mail',
  'reset.request': 'reset',
  'access.sweep': 'sweep',
  'retention.run': 'retention',
  'lesson.compile': 'compile',
  'attempt.close': 'close',
} as const
const kinds = ['invitation', 'reset', 'secondFactorReset', 'submitted', 'released', 'retention'] as const
const tones = { waiting: undefined, running: 'acc', failed: 'bad' } as const

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'jobs.read', null)
  const { locale, cohorts } = requirePerson(ctx, request)
  const asked = new URL(request.url).searchParams
  const before = asked.get('before')
  const [jobs, mails] = await Promise.all([listJobs(ctx.db), listMails(ctx, permit, before)])
  const zone = cohorts[0]?.zone ?? HOME_ZONE
  const stamp = (at: Date) => formatStamp(at, locale, zone)
  const { env } = context.services
  // Links in letters open accounts: letters are shown only in the demo, whose accounts are everybody's.
  const readable = env.demo && env.mail === 'folder'
  return {
    title: translator(locale)('desk.jobs.title'),
    retried: asked.has('retried'),
    mailOff: env.mail === 'off',
    zone: zoneName(ctx.now(), locale, zone),
    older: mails.next && paths.jobs({ before: mails.next }),
    isNewest: !before,
    jobs: jobs.map((job) => ({
      ...job,
      name: names[job.name as keyof typeof names] ?? ('other' as const),
      runAt: stamp(job.runAt),
    })),
    mails: mails.rows.map((mail) => ({
      id: mail.id,
      recipient: mail.recipient,
      subject: mail.subject,
      kind: kinds.find((kind) => kind === mail.kind) ?? ('other' as const),
      createdAt: stamp(mail.createdAt),
      sentAt: mail.sentAt && stamp(mail.sentAt),
      href: readable && mail.file ? paths.mail(mail.id) : null,
    })),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const form = await readForm(request, 'fields')
  const permit = await authorize(ctx, request, 'job.retry', { jobId: String(form.get('jobId') ?? '') })
  const retried = await retryJob(ctx, permit)
  throw redirect(retried ? `${paths.jobs({ retried: 1 })}#done` : paths.jobs())
}

export default function Jobs() {
  const { t } = useI18n()
  const { jobs, mails, retried, mailOff, zone, older, isNewest } = useLoaderData<typeof loader>()
  return (
    <Page width="wide">
      <PageHead title={t('desk.jobs.title')} lead={t('desk.jobs.zone', { zone })} />
      <section>
        <h2>{t('desk.jobs.queue')}</h2>
        {retried && (
          <Notice tone="good" id="done">
            {t('desk.jobs.retried')}
          </Notice>
        )}
        {jobs.length === 0 ? (
          <p className="soft">{t('desk.jobs.none')}</p>
        ) : (
          <DataTable
            caption={jobs.length >= 100 ? t('desk.jobs.more') : t('desk.jobs.queue')}
            hideCaption={jobs.length < 100}
            rows={jobs}
            rowKey={(job) => job.id}
            columns={[
              {
                key: 'name',
                head: t('desk.jobs.name'),
                names: true,
                cell: (job) => t(`desk.jobs.names.${job.name}`),
              },
              {
                key: 'state',
                head: t('desk.jobs.state'),
                cell: (job) => <Tag tone={tones[job.state]}>{t(`desk.jobs.states.${job.state}`)}</Tag>,
              },
              {
                key: 'attempts',
                head: t('desk.jobs.attempts'),
                right: true,
                cell: (job) => `${job.attempts} / ${job.maxAttempts}`,
              },
              { key: 'runAt', head: t('desk.jobs.runAt'), cell: (job) => job.runAt },
              { key: 'error', head: t('desk.jobs.error'), cell: (job) => job.lastError },
              {
                key: 'retry',
                head: <span className="vh">{t('desk.jobs.retry')}</span>,
                right: true,
                cell: (job) =>
                  job.state === 'failed' && (
                    <form method="post">
                      <Button slim name="jobId" value={job.id}>
                        {t('desk.jobs.retry')}
                      </Button>
                    </form>
                  ),
              },
            ]}
          />
        )}
      </section>
      <section>
        <h2>{t('desk.jobs.mails')}</h2>
        {mailOff && <Notice tone="warn">{t('desk.jobs.mailOff')}</Notice>}
        <DataTable
          caption={t('desk.jobs.mails')}
          hideCaption
          rows={mails}
          rowKey={(mail) => mail.id}
          empty={<p className="soft">{t('desk.jobs.noMail')}</p>}
          columns={[
            {
              key: 'subject',
              head: t('desk.jobs.subject'),
              names: true,
              cell: (mail) => (mail.href ? <a href={mail.href}>{mail.subject}</a> : mail.subject),
            },
            { key: 'to', head: t('desk.jobs.to'), cell: (mail) => mail.recipient },
            { key: 'kind', head: t('desk.jobs.kind'), cell: (mail) => t(`desk.jobs.kinds.${mail.kind}`) },
            { key: 'created', head: t('desk.jobs.created'), cell: (mail) => mail.createdAt },
            {
              key: 'sent',
              head: t('desk.jobs.sent'),
              cell: (mail) =>
                mail.sentAt ?? (
                  <Tag tone="warn">{t(mailOff ? 'desk.jobs.neverSent' : 'desk.jobs.notSent')}</Tag>
                ),
            },
          ]}
        />
        <Pager
          label={t('desk.jobs.mails')}
          previous={isNewest ? undefined : { href: paths.jobs(), label: t('desk.jobs.newest') }}
          next={older ? { href: older, label: t('desk.jobs.older') } : undefined}
        />
      </section>
    </Page>
  )
}
