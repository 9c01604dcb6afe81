import type { ActionFunctionArgs, HeadersArgs, LoaderFunctionArgs } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { LinkPage } from '#app/features/identity/components/link-page.tsx'
import { useI18n } from '#app/i18n/react.tsx'
import { linkAction, linkLoader } from '#app/link-route.server.ts'
import { paths } from '#app/paths.ts'
import { ButtonLink } from '#app/ui/button.tsx'

export const loader = (args: LoaderFunctionArgs) => linkLoader('reset', args)

export const action = (args: ActionFunctionArgs) => linkAction('reset', args)

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
      lead={t('identity.link.resetLead')}
      reply={reply}
      deadLead={t('identity.link.deadReset')}
      deadAction={
        <ButtonLink kind="main" href={paths.forgot()}>
          {t('identity.link.again')}
        </ButtonLink>
      }
    />
  )
}
