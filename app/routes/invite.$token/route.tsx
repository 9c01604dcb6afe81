import type { ActionFunctionArgs, HeadersArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkPage } from '#app/features/identity/components/link-page.tsx'
import { useI18n } from '#app/i18n/react.tsx'
import { linkAction, linkLoader } from '#app/link-route.server.ts'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'

export const loader = (args: LoaderFunctionArgs) => linkLoader('invitation', args)

export const action = (args: ActionFunctionArgs) => linkAction('invitation', args)

// Retry-After of a refusal.
export const headers = ({ actionHeaders }: HeadersArgs) => actionHeaders

export default function Link() {
  const { t } = useI18n()
  const { title, owner } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <LinkPage
      owner={owner}
      title={title}
      lead={t('identity.link.inviteLead')}
      reply={reply}
      deadLead={t('identity.link.deadInvitation')}
      deadAction={
        <ButtonLink kind="main" href={paths.signIn()}>
          {t('identity.signIn.title')}
        </ButtonLink>
      }
    />
  )
}
