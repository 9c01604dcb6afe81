import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { dayNumber } from '#app/features/cohorts/calendar.ts'
import { CohortFields, cohortLabels } from '#app/features/cohorts/components/cohort-fields.tsx'
import {
  COHORT_REFUSALS,
  CohortForm,
  clockOf,
  MemberForm,
  minuteOf,
} from '#app/features/cohorts/forms.server.ts'
import { enrolPerson } from '#app/features/cohorts/operations/enrol-person.server.ts'
import { saveCohort } from '#app/features/cohorts/operations/save-cohort.server.ts'
import { withdrawPerson } from '#app/features/cohorts/operations/withdraw-person.server.ts'
import { membersOf, oneCohort } from '#app/features/cohorts/queries/cohorts.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { intentOf } from '#app/platform/intent.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button } from '#app/ui/button.tsx'
import { Field } from '#app/ui/field.tsx'
import { Form } from '#app/ui/form.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Breadcrumb, EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { DataTable } from '#app/ui/table.tsx'

const INTENTS = ['save', 'add', 'remove'] as const
const dones = ['saved', 'added', 'removed'] as const

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'cohort.change', { cohortId: params.id ?? '' })
  const [cohort, members] = await Promise.all([oneCohort(ctx, permit), membersOf(ctx, permit)])
  const { startDate, days, zone, name, openingMinute, graceSeconds, retainUntil } = cohort
  const query = new URL(request.url).searchParams
  const done = dones.find((one) => one === query.get('done')) ?? null
  const today = dayNumber(cohort, ctx.now())
  const added = members.find((member) => member.id === query.get('person'))
  return {
    title: name,
    id: permit.cohortId,
    name,
    running: today >= 1 && today <= days,
    values: {
      name,
      startDate,
      zone,
      days: String(days),
      opens: clockOf(openingMinute),
      graceSeconds: String(graceSeconds),
      retainUntil: retainUntil ?? '',
    },
    members,
    done: done && {
      what: done,
      text: translator(ctx.locale)(`people.cohort.${done}`, { name: added?.name ?? '' }),
    },
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'cohort.change', { cohortId: params.id ?? '' })
  const t = translator(ctx.locale)
  const form = await readForm(request, 'fields')
  const back = (query: { done: string; person?: string }) =>
    redirect(`${paths.cohort(permit.cohortId, query)}#done`)
  const intent = intentOf(form, INTENTS)
  if (intent === 'remove') {
    await withdrawPerson(ctx, permit, String(form.get('personId') ?? ''))
    throw back({ done: 'removed' })
  }
  if (intent === 'add') {
    const parsed = parseForm(form, MemberForm, t)
    if (!parsed.ok) return data({ intent, reply: parsed.reply }, { status: 400 })
    const added = await enrolPerson(ctx, permit, parsed.value.email)
    if (added.ok) throw back({ done: 'added', person: added.value.personId })
    const reply = refusedForm(form, 'email', t('people.cohort.unknownEmail'))
    return data({ intent, reply }, { status: 409 })
  }
  const parsed = parseForm(form, CohortForm, t)
  if (!parsed.ok) return data({ intent: 'save', reply: parsed.reply }, { status: 400 })
  const { opens, ...settings } = parsed.value
  const saved = await saveCohort(ctx, permit, { ...settings, openingMinute: minuteOf(opens) })
  if (saved.ok) throw back({ done: 'saved' })
  const [field, sentence] = COHORT_REFUSALS[saved.reason]
  const reply = refusedForm(form, field, t(sentence))
  return data({ intent: 'save', reply }, { status: 409 })
}

export default function Cohort() {
  const { t } = useI18n()
  const { id, name, running, values, members, done } = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const adding = answer?.intent === 'add' ? answer.reply : undefined
  const saving = answer?.intent === 'save' ? answer.reply : undefined
  const noticeOf = (what: (typeof dones)[number]) =>
    done?.what === what &&
    !answer && (
      <Notice tone="good" id="done">
        {done.text}
      </Notice>
    )
  const count = t('people.cohort.members', { count: members.length })
  return (
    <Page width="wide">
      <Breadcrumb
        label={t('people.cohort.title')}
        items={[{ label: t('people.cohort.title'), href: paths.cohorts() }, { label: name }]}
      />
      <PageHead title={name} lead={count} />
      <div className="split">
        <section className="sheet">
          <h2>{t('people.cohort.settings')}</h2>
          {noticeOf('saved')}
          {running && <p className="small soft">{t('people.cohort.settingsWarn')}</p>}
          <Form reply={saving} labels={cohortLabels(t)} className="fields">
            <CohortFields values={saving?.values ?? values} />
            <div className="acts">
              <Button kind="main" name="intent" value="save">
                {t('site.save')}
              </Button>
              <a href={paths.cohortMarking(id)}>{t('policy.link')}</a>
            </div>
          </Form>
        </section>
        <section className="sheet">
          <h2>{t('people.cohort.add')}</h2>
          {noticeOf('added')}
          <Form reply={adding} labels={{ email: t('people.cohort.addEmail') }} className="fields">
            <Field
              name="email"
              type="email"
              label={t('people.cohort.addEmail')}
              required
              defaultValue={adding?.values.email}
            />
            <div className="acts">
              <Button name="intent" value="add">
                {t('people.cohort.addDo')}
              </Button>
              <a href={paths.people({ invite: 1 })}>{t('people.invite')}</a>
            </div>
          </Form>
        </section>
      </div>
      {noticeOf('removed')}
      <DataTable
        caption={count}
        rows={members}
        rowKey={(row) => row.id}
        empty={<EmptyState title={count}>{t('people.cohort.noMembers')}</EmptyState>}
        columns={[
          {
            key: 'name',
            head: t('people.name'),
            names: true,
            cell: (row) => <a href={`${paths.people({ person: row.id })}#person`}>{row.name}</a>,
          },
          { key: 'email', head: t('identity.email'), cell: (row) => row.email },
          { key: 'role', head: t('people.role'), cell: (row) => t(`site.role.${row.role}`) },
          {
            key: 'state',
            head: t('people.state'),
            cell: (row) => (row.deactivated ? t('people.states.deactivated') : ''),
          },
          {
            key: 'remove',
            head: <span className="vh">{t('people.cohort.remove')}</span>,
            right: true,
            cell: (row) => (
              <form method="post">
                <input type="hidden" name="personId" value={row.id} />
                <Button
                  slim
                  name="intent"
                  value="remove"
                  aria-label={`${t('people.cohort.remove')}: ${row.name}`}
                >
                  {t('people.cohort.remove')}
                </Button>
              </form>
            ),
          },
        ]}
      />
    </Page>
  )
}
