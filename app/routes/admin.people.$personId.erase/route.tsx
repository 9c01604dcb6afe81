import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { onePerson } from '#app/features/cohorts/queries/people.server.ts'
import { ErasureForm } from '#app/features/privacy/components/erasure-form.tsx'
import { ErasureForm as Schema } from '#app/features/privacy/forms.server.ts'
import { erasePerson } from '#app/features/privacy/operations/erase-person.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { privatePage } from '#app/platform/private-page.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Breadcrumb, Page, PageHead } from '#app/ui/page.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const { personId } = await authorize(ctx, request, 'person.change', { personId: params.personId ?? '' })
  const person = await onePerson(ctx, await authorize(ctx, request, 'people.manage', null), personId)
  if (!person) throw new Response(null, { status: 404 })
  const t = translator(ctx.locale)
  const { id, name, email, erasedAt } = person
  return {
    title: t('privacy.erase.title'),
    lead: erasedAt ? t('privacy.erasedPerson') : t('privacy.erase.lead', { name, email }),
    erased: erasedAt !== null,
    backHref: `${paths.people({ person: id })}#person`,
  }
}

export const headers = privatePage

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'person.change', { personId: params.personId ?? '' })
  const t = translator(ctx.locale)
  const form = await readForm(request, 'fields')
  const parsed = parseForm(form, Schema, t)
  if (!parsed.ok) return data({ reply: parsed.reply }, { status: 400 })
  const erased = await erasePerson(ctx, permit, parsed.value.essays)
  if (erased.ok) throw redirect(paths.erasePerson(permit.personId))
  return data({ reply: refusedForm(form, '', t(`privacy.erase.${erased.reason}`)) }, { status: 409 })
}

export default function ErasePerson() {
  const { t } = useI18n()
  const { title, lead, erased, backHref } = useLoaderData<typeof loader>()
  const reply = useActionData<typeof action>()?.reply
  return (
    <Page width="form">
      <Breadcrumb
        label={t('people.title')}
        items={[{ label: t('people.title'), href: paths.people() }, { label: title }]}
      />
      <PageHead title={title} lead={lead} />
      {erased ? (
        <Notice tone="good" title={t('privacy.erase.erasedTitle')}>
          <p>{t('privacy.erase.erasedText')}</p>
        </Notice>
      ) : (
        <ErasureForm reply={reply} backHref={backHref} />
      )}
    </Page>
  )
}
