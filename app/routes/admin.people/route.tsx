import { type ActionFunctionArgs, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { type Role, roles } from '#app/access/actor.ts'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { InviteForm } from '#app/features/cohorts/components/invite-form.tsx'
import { PersonPanel } from '#app/features/cohorts/components/person-panel.tsx'
import { readCursor } from '#app/features/cohorts/cursor.ts'
import { cohortChoices } from '#app/features/cohorts/queries/cohorts.server.ts'
import {
  listPeople,
  onePerson,
  type PersonRow,
  type PersonState,
  personStates,
} from '#app/features/cohorts/queries/people.server.ts'
import { formatStamp, HOME_ZONE, zoneName } from '#app/i18n/dates.ts'
import { personName } from '#app/i18n/person-name.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { regionName } from '#app/i18n/regions.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { isUuid } from '#app/platform/uuid.ts'
import { ButtonLink } from '#app/ui/button.tsx'
import { Notice } from '#app/ui/notice.tsx'
import { Page, PageHead } from '#app/ui/page.tsx'
import { Pager } from '#app/ui/table.tsx'
import { changePeople, peopleChanges } from './changes.server.ts'
import { PeopleTable, PeopleTools } from './list.tsx'

const stateOf = (row: PersonRow): PersonState => {
  if (row.deactivatedAt) return 'deactivated'
  return row.lastSeenAt ? 'active' : 'unseen'
}

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'people.manage', null)
  const { locale, cohorts: own } = requirePerson(ctx, request)
  const t = translator(locale)
  const params = new URL(request.url).searchParams
  const one = (name: string) => params.get(name)?.trim().slice(0, 200) ?? ''
  const query = { search: one('search'), cohort: one('cohort'), role: one('role'), state: one('state') }
  const filter = {
    search: query.search,
    cohortId: isUuid(query.cohort) ? query.cohort : null,
    role: roles.find((role) => role === query.role) ?? null,
    state: personStates.find((state) => state === query.state) ?? null,
  }
  const personId = isUuid(one('person')) ? one('person') : null
  const [page, cohorts, chosen] = await Promise.all([
    listPeople(ctx, permit, filter, readCursor(params.get('at'))),
    cohortChoices(ctx, permit),
    personId ? onePerson(ctx, permit, personId) : null,
  ])
  const zone = own[0]?.zone ?? HOME_ZONE
  const seen = (at: Date | null) => (at ? formatStamp(at, locale, zone) : t('people.never'))
  const at = params.get('at')
  const done = peopleChanges.find((one) => one === params.get('done'))
  return {
    title: t('people.title'),
    query,
    cohorts,
    inviting: params.has('invite'),
    mailOff: context.services.env.mail === 'off',
    total: page.total,
    zone: zoneName(ctx.now(), locale, zone),
    list: paths.people({ ...query, at }),
    previous: page.previous && paths.people({ ...query, at: page.previous }),
    next: page.next && paths.people({ ...query, at: page.next }),
    done: done && chosen ? t(`people.done.${done}`, { name: personName(chosen.name, t) }) : null,
    chosen: chosen && {
      id: chosen.id,
      name: personName(chosen.name, t),
      email: chosen.email,
      written: {
        name: chosen.name,
        locale: chosen.locale,
        region: chosen.region ?? '',
        employer: chosen.employer ?? '',
        phone: chosen.phone ?? '',
      },
      role: chosen.role,
      deactivated: chosen.deactivatedAt !== null,
      erased: chosen.erasedAt !== null,
      hasPassword: chosen.hasPassword,
      hasSecondFactor: chosen.hasSecondFactor,
      facts: [
        chosen.region && regionName(chosen.region, ctx.locale),
        chosen.employer,
        chosen.phone,
        chosen.cohorts.map(({ name }) => name).join(', '),
        `${t('people.lastSeen')}: ${seen(chosen.lastSeenAt)}`,
      ].filter((fact): fact is string => Boolean(fact)),
    },
    rows: page.rows.map((row) => ({
      id: row.id,
      name: personName(row.name, t),
      email: row.erasedAt ? '' : row.email,
      role: row.role as Role,
      cohorts: row.cohorts.map(({ name }) => name).join(', '),
      region: regionName(row.region ?? '', ctx.locale),
      lastSeen: seen(row.lastSeenAt),
      state: stateOf(row),
      href: `${paths.people({ ...query, at, person: row.id })}#person`,
    })),
  }
}

export async function action({ request, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const outcome = await changePeople(ctx, request, context.services.env.PUBLIC_URL)
  if ('done' in outcome) {
    const { search, cohort, role, state } = Object.fromEntries(new URL(request.url).searchParams)
    const { done, personId: person } = outcome
    throw redirect(`${paths.people({ search, cohort, role, state, person, done })}#done`)
  }
  return outcome.answer
}

export default function People() {
  const { t } = useI18n()
  const page = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const count = t('people.lead', { count: page.total })
  const intent = answer?.reply?.values.intent
  const ofRole = intent === 'role'
  const edited = intent === 'edit' ? answer?.reply : null
  const inviting = page.inviting || (answer?.reply != null && !ofRole && !edited)
  return (
    <Page width="wide">
      <PageHead
        title={t('people.title')}
        lead={count}
        actions={
          inviting ? null : (
            <>
              <ButtonLink href={paths.importList()}>{t('people.import')}</ButtonLink>
              <ButtonLink kind="main" href={paths.people({ invite: 1 })}>
                {t('people.invite')}
              </ButtonLink>
            </>
          )
        }
      />
      {answer?.refusal && !page.chosen && <Notice tone="bad">{answer.refusal}</Notice>}
      {inviting && (
        <InviteForm
          cohorts={page.cohorts}
          errors={answer?.reply?.errors ?? {}}
          values={answer?.reply?.values ?? {}}
          backHref={paths.people()}
          mailOff={page.mailOff}
        />
      )}
      {page.chosen && (
        <PersonPanel
          person={page.chosen}
          backHref={page.list}
          done={answer ? null : page.done}
          refusal={answer?.refusal}
          roleError={ofRole ? answer?.reply?.errors.role?.[0] : null}
          confirmRole={answer?.confirmRole}
          edited={edited}
          mailOff={page.mailOff}
        />
      )}
      <PeopleTools query={page.query} cohorts={page.cohorts} />
      <PeopleTable rows={page.rows} caption={count} />
      <Pager
        label={t('people.pager')}
        text={page.rows.length > 0 && `${t('people.lastSeen')}: ${page.zone}`}
        previous={page.previous ? { href: page.previous, label: t('people.previous') } : undefined}
        next={page.next ? { href: page.next, label: t('people.next') } : undefined}
      />
    </Page>
  )
}
