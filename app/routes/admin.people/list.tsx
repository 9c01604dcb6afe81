import { roles } from '#app/access/actor.ts'
import type { PersonState } from '#app/features/cohorts/queries/people.server.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Field, Select } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { EmptyState } from '#app/ui/page.tsx'
import { DataTable } from '#app/ui/table.tsx'

const states = ['active', 'unseen', 'deactivated'] as const
const tones = { active: 'good', unseen: 'warn', deactivated: undefined } as const

export type ListedPerson = {
  id: string
  name: string
  email: string
  role: (typeof roles)[number]
  cohorts: string
  region: string
  lastSeen: string
  state: PersonState
  href: string
}

type Query = { search: string; cohort: string; role: string; state: string }

/** What the list is narrowed to. */
export function PeopleTools({ query, cohorts }: { query: Query; cohorts: { id: string; name: string }[] }) {
  const { t } = useI18n()
  return (
    <search>
      <form className="tools" action={paths.people()}>
        <Field
          type="search"
          name="search"
          label={t('people.find')}
          defaultValue={query.search}
          maxLength={200}
        />
        <Select
          name="cohort"
          label={t('people.cohortLabel')}
          empty={t('people.anyCohort')}
          options={cohorts.map(({ id, name }) => ({ value: id, label: name }))}
          defaultValue={query.cohort}
        />
        <Select
          name="role"
          label={t('people.role')}
          empty={t('people.anyRole')}
          options={roles.map((role) => ({ value: role, label: t(`site.role.${role}`) }))}
          defaultValue={query.role}
        />
        <Select
          name="state"
          label={t('people.state')}
          empty={t('people.anyState')}
          options={states.map((state) => ({ value: state, label: t(`people.states.${state}`) }))}
          defaultValue={query.state}
        />
        <Button>{t('people.show')}</Button>
      </form>
    </search>
  )
}

/** One page of people. */
export function PeopleTable({ rows, caption }: { rows: ListedPerson[]; caption: string }) {
  const { t } = useI18n()
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={rows}
      rowKey={(row) => row.id}
      empty={
        <EmptyState
          title={t('people.emptyTitle')}
          action={<ButtonLink href={paths.people()}>{t('people.clear')}</ButtonLink>}
        >
          {t('people.empty')}
        </EmptyState>
      }
      columns={[
        {
          key: 'name',
          head: t('people.name'),
          names: true,
          cell: (row) => (
            <>
              <a href={row.href}>{row.name}</a>
              <br />
              <span className="small soft">{row.email}</span>
            </>
          ),
        },
        { key: 'role', head: t('people.role'), cell: (row) => t(`site.role.${row.role}`) },
        {
          key: 'cohorts',
          head: t('people.cohortLabel'),
          cell: (row) => <span className="nowrap">{row.cohorts}</span>,
        },
        { key: 'region', head: t('people.region'), cell: (row) => row.region },
        { key: 'seen', head: t('people.lastSeen'), cell: (row) => row.lastSeen },
        {
          key: 'state',
          head: t('people.state'),
          cell: (row) => <Tag tone={tones[row.state]}>{t(`people.states.${row.state}`)}</Tag>,
        },
      ]}
    />
  )
}
