import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { oneCohort } from '#app/features/cohorts/queries/cohorts.server.ts'
import { clockOf } from '#app/features/grading/clock.server.ts'
import { PolicyForm } from '#app/features/grading/forms.server.ts'
import { setPolicy } from '#app/features/grading/operations/set-policy.server.ts'
import { policiesOf } from '#app/features/grading/queries/policy.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Breadcrumb, EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { PolicyFields } from './policy-fields.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'cohort.change', { cohortId: params.id ?? '' })
  const [cohort, policies] = await Promise.all([oneCohort(ctx, permit), policiesOf(ctx, permit)])
  const { moment, offset } = clockOf(ctx, cohort.zone)
  const t = translator(ctx.locale)
  return {
    title: t('policy.title'),
    cohort: { id: permit.cohortId, name: cohort.name },
    offset,
    done: new URL(request.url).searchParams.get('done'),
    prompts: policies.map(({ setAt, setBy, turnaroundHours, ...prompt }) => ({
      ...prompt,
      values: { turnaround: turnaroundHours === null ? '' : String(turnaroundHours) },
      decided: setAt && t('policy.decided', { name: setBy ?? '', at: moment(setAt) }),
    })),
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'cohort.change', { cohortId: params.id ?? '' })
  const form = await readForm(request, 'fields')
  const promptId = String(form.get('promptId') ?? '')
  const parsed = parseForm(form, PolicyForm, translator(ctx.locale))
  if (!parsed.ok) return data({ promptId, reply: parsed.reply }, { status: 400 })
  const set = await setPolicy(ctx, permit, parsed.value)
  if (!set.ok) throw new Response(null, { status: 404 })
  throw redirect(`${paths.cohortMarking(permit.cohortId, { done: promptId })}#p-${promptId}`)
}

export default function CohortMarking() {
  const { t } = useI18n()
  const { title, cohort, offset, done, prompts } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  return (
    <Page width="form">
      <Breadcrumb
        label={t('people.cohort.title')}
        items={[
          { label: t('people.cohort.title'), href: paths.cohorts() },
          { label: cohort.name, href: paths.cohort(cohort.id) },
          { label: title },
        ]}
      />
      <PageHead title={title} lead={t('policy.lead', { offset })} />
      {prompts.length === 0 && <EmptyState title={t('policy.none')}>{t('policy.noneText')}</EmptyState>}
      {prompts.map(({ promptId, title: essay, day, values, decided }) => (
        <section className="sheet" id={`p-${promptId}`} key={promptId}>
          <h2>{essay}</h2>
          <p className="small soft">
            {t('policy.day', { day })}
            {decided && ` · ${decided}`}
          </p>
          {done === promptId && !answer && <Notice tone="good">{t('policy.saved')}</Notice>}
          <PolicyFields
            promptId={promptId}
            essay={essay}
            values={values}
            reply={answer?.promptId === promptId ? answer.reply : null}
          />
        </section>
      ))}
    </Page>
  )
}
