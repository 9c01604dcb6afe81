import type { LoaderFunctionArgs } from '@remix-run/node'
import { useLoaderData } from '@remix-run/react'
import { authorize } from '#app/access/authorize.server.ts'
import { type EditedLesson, editedLessons } from '#app/features/lessons/queries/editing.server.ts'
import { shownStates, statesOf, type TextState } from '#app/features/lessons/version-state.ts'
import { type Locale, localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Tag } from '#app/ui/notice.tsx'
import { EmptyState, Page, PageHead } from '#app/ui/page.tsx'
import { DataTable } from '#app/ui/table.tsx'

export async function loader({ request, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.manage', null)
  const asked = new URL(request.url).searchParams.get('show')
  const show = shownStates.find((state) => state === asked) ?? null
  const lessons = await editedLessons(ctx, permit)
  return {
    title: translator(ctx.locale)('editing.list.title'),
    show,
    lessons: show
      ? lessons.filter(({ texts }) => Object.values(texts).some((facts) => statesOf(facts).includes(show)))
      : lessons,
  }
}

const tones: Partial<Record<TextState, 'good' | 'warn' | 'bad' | 'acc'>> = {
  newer_ready: 'acc',
  waiting: 'acc',
  refused: 'bad',
  outdated: 'warn',
  missing: 'bad',
  not_live: 'warn',
}

function TextCell({ lesson, locale }: { lesson: EditedLesson; locale: Locale }) {
  const { t } = useI18n()
  const facts = lesson.texts[locale] ?? null
  const about = facts?.live ? t('editing.list.version', { number: facts.live }) : t('editing.list.open')
  return (
    <>
      <a
        className="nowrap"
        href={paths.adminLesson(lesson.slug, { locale })}
        aria-label={`${lesson.title ?? lesson.slug}, ${localeNames[locale]}: ${about}`}
      >
        {about}
      </a>
      {statesOf(facts)
        .filter((state) => state !== 'live')
        .map((state) => (
          <span key={state}>
            {' '}
            <Tag tone={tones[state]}>
              {t(`editing.state.${state}`, { count: facts?.errors ?? 0, number: facts?.newest ?? 0 })}
            </Tag>
          </span>
        ))}
    </>
  )
}

export default function Lessons() {
  const { t } = useI18n()
  const { lessons, show } = useLoaderData<typeof loader>()
  return (
    <Page width="wide">
      <PageHead title={t('editing.list.title')} lead={t('editing.list.lead')} />
      {show && (
        <p>
          <Tag tone={tones[show]}>{t(`editing.show.${show}`)}</Tag>{' '}
          <a href={paths.adminLessons()}>{t('editing.show.all')}</a>
        </p>
      )}
      <DataTable
        caption={t('editing.list.title')}
        hideCaption
        rows={lessons}
        rowKey={(row) => row.slug}
        empty={
          show ? (
            <EmptyState title={t('editing.show.none')}>{t('editing.show.noneText')}</EmptyState>
          ) : (
            <EmptyState title={t('editing.list.none')}>{t('editing.list.noneText')}</EmptyState>
          )
        }
        columns={[
          { key: 'day', head: t('editing.list.day'), cell: (row) => row.day },
          {
            key: 'title',
            head: t('editing.list.lesson'),
            names: true,
            cell: (row) => <a href={paths.adminLesson(row.slug)}>{row.title ?? row.slug}</a>,
          },
          ...locales.map((locale) => ({
            key: locale,
            head: <span lang={locale}>{localeNames[locale]}</span>,
            label: localeNames[locale],
            cell: (row: EditedLesson) => <TextCell lesson={row} locale={locale} />,
          })),
          {
            key: 'unverified',
            head: t('editing.list.unverified'),
            right: true,
            cell: (row) => row.unverified > 0 && <Tag tone="warn">{row.unverified}</Tag>,
          },
        ]}
      />
    </Page>
  )
}
