import type { AttemptState } from '#app/features/essays/essay-state.ts'
import { type RosterFilter, rosterFilters } from '#app/features/essays/roster.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { paths } from '#app/paths.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { type Choice, Field, Select } from '#app/ui/field.tsx'
import { Tag } from '#app/ui/notice.tsx'
import { EmptyState } from '#app/ui/page.tsx'
import { DataTable } from '#app/ui/table.tsx'

/** One attempt of a participant, or that she has none; with its times in words. */
export type AttemptLine = {
  key: string
  personId: string
  name: string
  email: string
  /** The first line of a participant: there she is ticked. */
  first: boolean
  state: AttemptState
  /** What she was allowed, in words. */
  allowed: string
  attempt: {
    number: number
    when: string
    words: number
    late: boolean
    copies: boolean
    href: string
  } | null
}

type Query = { cohort: string; prompt: string; state: RosterFilter | null; search: string }

type ToolsProps = {
  query: Query
  cohorts: Choice[]
  prompts: Choice[]
  counts: Partial<Record<RosterFilter, number>>
}

/** What the list is about and matchingPeople to. */
export function AttemptsTools({ query, cohorts, prompts, counts }: ToolsProps) {
  const { t } = useI18n()
  return (
    <search>
      <form className="tools" action={paths.adminEssays()}>
        <Select name="cohort" label={t('attempts.cohort')} options={cohorts} defaultValue={query.cohort} />
        <Select name="prompt" label={t('attempts.prompt')} options={prompts} defaultValue={query.prompt} />
        <Select
          name="state"
          label={t('attempts.stateLabel')}
          empty={t('attempts.anyState')}
          options={rosterFilters.map((value) => ({
            value,
            label: `${t(`attempts.state.${value}`)} (${counts[value] ?? 0})`,
          }))}
          defaultValue={query.state ?? ''}
        />
        <Field
          type="search"
          name="search"
          label={t('attempts.find')}
          defaultValue={query.search}
          maxLength={200}
        />
        <Button slim>{t('attempts.show')}</Button>
      </form>
    </search>
  )
}

const tones = {
  not_begun: undefined,
  writing: 'acc',
  closing: 'warn',
  submitted: undefined,
  marked: 'good',
  released: 'good',
  empty: 'bad',
} as const

type TableProps = { lines: AttemptLine[]; caption: string; chosen: string[]; query: Query }

/** One page of participants with their attempts, each to be ticked. */
export function AttemptsTable({ lines, caption, chosen, query }: TableProps) {
  const { t } = useI18n()
  const { cohort, prompt } = query
  return (
    <DataTable
      caption={caption}
      hideCaption
      rows={lines}
      rowKey={(line) => line.key}
      empty={
        <EmptyState
          title={t('attempts.emptyTitle')}
          action={<ButtonLink href={paths.adminEssays({ cohort, prompt })}>{t('attempts.clear')}</ButtonLink>}
        >
          {t('attempts.empty')}
        </EmptyState>
      }
      columns={[
        {
          key: 'choose',
          head: <span className="vh">{t('attempts.choose')}</span>,
          cell: ({ first, personId, name }) =>
            first && (
              <input
                type="checkbox"
                name="person"
                value={personId}
                aria-label={t('attempts.chooseOne', { name })}
                defaultChecked={chosen.includes(personId)}
              />
            ),
        },
        {
          key: 'name',
          head: t('attempts.name'),
          names: true,
          cell: (line) => (
            <>
              {line.name}
              <br />
              <span className="small soft">{line.email}</span>
            </>
          ),
        },
        {
          key: 'attempt',
          head: t('attempts.attempt'),
          right: true,
          cell: ({ attempt }) => attempt?.number ?? '–',
        },
        {
          key: 'state',
          head: t('attempts.stateLabel'),
          cell: ({ state, attempt }) => (
            <>
              <Tag tone={tones[state]}>{t(`attempts.state.${state}`)}</Tag>{' '}
              {attempt?.late && <Tag tone="warn">{t('attempts.state.late')}</Tag>}{' '}
              {attempt?.copies && <Tag tone="warn">{t('attempts.state.copies')}</Tag>}
            </>
          ),
        },
        {
          key: 'when',
          head: t('attempts.when'),
          cell: ({ attempt }) => <span className="num">{attempt?.when ?? '–'}</span>,
        },
        {
          key: 'words',
          head: t('attempts.words'),
          right: true,
          cell: ({ attempt }) => attempt?.words ?? '–',
        },
        {
          key: 'allowed',
          head: t('attempts.allowed'),
          cell: ({ allowed }) => <span className="num">{allowed || '–'}</span>,
        },
        {
          key: 'open',
          head: <span className="vh">{t('attempts.open')}</span>,
          cell: ({ attempt, name }) =>
            attempt && (
              <ButtonLink slim href={attempt.href}>
                {t('attempts.open')}
                <span className="vh">
                  {' '}
                  {name}, {attempt.number}
                </span>
              </ButtonLink>
            ),
        },
      ]}
    />
  )
}
