import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { cohortChoices } from '#app/features/cohorts/queries/cohorts.server.ts'
import { storeFile } from '#app/features/imports/operations/store-file.server.ts'
import { newestImports } from '#app/features/imports/queries/imports.server.ts'
import { formatStamp, HOME_ZONE } from '#app/i18n/dates.ts'
import { isLocale, localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { type FormReply, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field, Select } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { Breadcrumb, EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { DataTable } from '#app/ui/table.tsx'

const tones = { waiting: 'acc', checked: 'warn', failed: 'bad', applying: 'acc', applied: 'good' } as const

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'people.manage', null)
  const [cohorts, recent] = await Promise.all([cohortChoices(ctx, permit), newestImports(ctx, permit)])
  const zone = requirePerson(ctx, request).cohorts[0]?.zone ?? HOME_ZONE
  return {
    title: translator(ctx.locale)('imports.title'),
    cohorts,
    recent: recent.map(({ id, fileName, cohort, state, createdAt }) => ({
      ...{ id, fileName, cohort, state },
      uploaded: formatStamp(createdAt, ctx.locale, zone),
    })),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'people.manage', null)
  const t = translator(ctx.locale)
  const form = await readForm(request, 'table')
  const answer = (reply: FormReply, status: number) => data({ reply }, { status })
  const file = form.get('file')
  if (!(file instanceof File) || (file.size === 0 && file.name === ''))
    return answer(refusedForm(form, 'file', t('imports.noFile')), 400)
  const locale = form.get('locale')
  const stored = await storeFile(ctx, permit, {
    kind: 'people',
    cohortId: String(form.get('cohortId') ?? ''),
    fileName: file.name,
    bytes: new Uint8Array(await file.arrayBuffer()),
    locale: isLocale(locale) ? locale : ctx.locale,
  })
  if (!stored.ok) return answer(refusedForm(form, 'cohortId', t('people.cohortGone')), 409)
  throw redirect(paths.fileImport(stored.value.importId), 303)
}

export default function ImportList() {
  const { t, locale } = useI18n()
  const { cohorts, recent } = useLoaderData<typeof loader>()
  const { reply } = useActionData<typeof action>() ?? { reply: null }
  return (
    <Page width="wide">
      <Breadcrumb
        label={t('imports.crumb')}
        items={[{ label: t('people.title'), href: paths.people() }, { label: t('imports.title') }]}
      />
      <PageHead title={t('imports.title')} lead={t('imports.lead')} />
      {cohorts.length === 0 ? (
        <EmptyState
          title={t('people.cohort.none')}
          action={<ButtonLink href={paths.cohorts()}>{t('imports.toCohorts')}</ButtonLink>}
        >
          {t('imports.noCohortYet')}
        </EmptyState>
      ) : (
        <Form reply={reply} className="sheet fields" encType="multipart/form-data">
          <Field
            type="file"
            name="file"
            label={t('imports.file')}
            hint={t('imports.fileHint')}
            accept=".csv,.txt,.tsv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
            required
          />
          <div className="split">
            <Select
              name="cohortId"
              label={t('imports.cohort')}
              hint={t('imports.cohortHint')}
              options={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
              defaultValue={reply?.values.cohortId}
            />
            <Select
              name="locale"
              label={t('imports.locale')}
              hint={t('imports.localeHint')}
              options={locales.map((value) => ({ value, label: localeNames[value] }))}
              defaultValue={reply?.values.locale ?? locale}
            />
          </div>
          <div className="acts">
            <Button kind="main">{t('imports.check')}</Button>
          </div>
        </Form>
      )}
      {recent.length > 0 && (
        <section>
          <h2>{t('imports.recent')}</h2>
          <DataTable
            caption={t('imports.recentNote')}
            rows={recent}
            rowKey={(row) => row.id}
            columns={[
              {
                key: 'file',
                head: t('imports.file'),
                names: true,
                cell: (row) => <a href={paths.fileImport(row.id)}>{row.fileName}</a>,
              },
              { key: 'cohort', head: t('imports.cohort'), cell: (row) => row.cohort },
              { key: 'uploaded', head: t('imports.uploaded'), cell: (row) => row.uploaded },
              {
                key: 'state',
                head: t('imports.state'),
                cell: (row) => <Tag tone={tones[row.state]}>{t(`imports.states.${row.state}`)}</Tag>,
              },
            ]}
          />
        </section>
      )}
    </Page>
  )
}
