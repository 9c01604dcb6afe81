import type { ReactNode } from 'react'
import { useI18n } from '#app/i18n/react.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { NewPasswordForm } from './new-password.tsx'

type LinkPageProps = {
  /** Null where the link does not work any more. */
  owner: { name: string; email: string } | null
  title: string
  lead: string
  reply?: { errors: Record<string, string[]> } | null
  /** What a dead link has to say, and where it leads. */
  deadLead: string
  deadAction: ReactNode
}

/** The page behind a link in a mail: a new password, or why the link does not work any more. */
export function LinkPage({ owner, title, lead, reply, deadLead, deadAction }: LinkPageProps) {
  const { t } = useI18n()
  return owner ? (
    <Page width="form">
      <PageHead title={title} lead={lead} />
      <NewPasswordForm email={owner.email} reply={reply} />
    </Page>
  ) : (
    <Page width="form">
      <PageHead title={t('identity.link.deadTitle')} lead={deadLead} />
      <p>{deadAction}</p>
    </Page>
  )
}
