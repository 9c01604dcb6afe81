import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { oneMail } from '#app/features/notifications/queries/mails.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { mailFolder, readMailText } from '#app/platform/mailer.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Breadcrumb, Page, PageHead } from '#app/ui/page.tsx'

// Letters hold links that open accounts: they are shown only in the demo, whose accounts are everybody's.
export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'jobs.read', null)
  const { env } = context.services
  const shown = env.demo && env.mail === 'folder'
  const mail = shown ? await oneMail(ctx, permit, params.id ?? '') : null
  if (!mail) throw new Response(null, { status: 404 })
  const text = mail.file ? await readMailText(mailFolder(env.ALQA_DATA_DIR), mail.id) : null
  return {
    title: translator(ctx.locale)('desk.jobs.mail.title', { to: mail.recipient }),
    subject: mail.subject,
    paragraphs: text?.trim().split(/\n{2,}/) ?? null,
    origin: env.PUBLIC_URL,
  }
}

export default function Mail() {
  const { t } = useI18n()
  const { title, subject, paragraphs, origin } = useLoaderData<typeof loader>()
  return (
    <Page>
      <Breadcrumb
        label={t('desk.jobs.title')}
        items={[{ label: t('desk.jobs.title'), href: paths.jobs() }, { label: title }]}
      />
      <PageHead title={subject} lead={title} />
      <Notice>{t('desk.jobs.mail.demo')}</Notice>
      {!paragraphs && <p>{t('desk.jobs.mail.gone')}</p>}
      {paragraphs && (
        <section className="sheet">
          {paragraphs.map((paragraph) => (
            <p key={paragraph}>
              {paragraph.split('\n').map((line) => (
                <Line key={line} text={line} origin={origin} />
              ))}
            </p>
          ))}
        </section>
      )}
    </Page>
  )
}

/** A line of a letter; a link of our own can be followed wherever this page was opened from. */
function Line({ text, origin }: { text: string; origin: string }) {
  if (!text.startsWith(`${origin}/`))
    return (
      <>
        {text}
        <br />
      </>
    )
  return (
    <>
      <a href={text.slice(origin.length)}>{text}</a>
      <br />
    </>
  )
}
