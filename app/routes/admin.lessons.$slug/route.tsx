import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { explain } from '#app/features/lessons/mdx/explain.server.ts'
import { publishVersion } from '#app/features/lessons/operations/publish-version.server.ts'
import { saveVersion } from '#app/features/lessons/operations/save-version.server.ts'
import { editedLesson, newestSource, versionsOf } from '#app/features/lessons/queries/editing.server.ts'
import { linesAround, linesOf } from '#app/features/lessons/source-lines.ts'
import { HOME_ZONE, zoneName } from '#app/i18n/dates.ts'
import { isLocale, type Locale, localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Notice } from '#app/ui/notice.tsx'
import { Breadcrumb, Page, PageHead } from '#app/ui/page.tsx'
import { Editor } from './editor.tsx'
import { Sources } from './sources.tsx'
import { Versions } from './versions.tsx'
import { writtenText } from './written-text.server.ts'

const dones = ['saved', 'published'] as const

/** Places of doubtful links that a notice names. */
const MOST_PLACES = 10

/** `8:5,12:3`, as a redirect carries the places of doubtful links. */
const placesOf = (written: string | null) =>
  [...(written ?? '').matchAll(/(\d{1,6}):(\d{1,6})/g)]
    .slice(0, MOST_PLACES)
    .map(([, line = '', column = '']) => ({ line, column }))

const localeOf = (value: unknown, fallback: Locale): Locale => (isLocale(value) ? value : fallback)

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.change', { slug: params.slug ?? '' })
  const query = new URL(request.url).searchParams
  const locale = localeOf(query.get('locale'), 'ru')
  const [lesson, versions, source] = await Promise.all([
    editedLesson(ctx, permit),
    versionsOf(ctx, permit, locale),
    newestSource(ctx, permit, locale),
  ])
  const shown = versions.find((version) => version.liveSince) ?? versions.find((version) => version.title)
  const zone = requirePerson(ctx, request).cohorts[0]?.zone ?? HOME_ZONE
  const number = Number(query.get('number')) || 0
  const waits = versions.some((version) => version.number === number && version.state === 'waiting')
  // Reloaded after the job: the table says what became of it.
  const done = dones.find((one) => one === query.get('done') && (one !== 'saved' || waits)) ?? null
  const t = translator(ctx.locale)
  const places = placesOf(query.get('doubtful'))
    .map((place) => t('mdx.place', place))
    .join('; ')
  return {
    title: shown?.title ?? permit.slug,
    slug: permit.slug,
    locale,
    lesson,
    versions,
    source: source ?? '',
    zone,
    zoneLabel: zoneName(ctx.now(), ctx.locale, zone),
    done: done && t(`editing.done.${done}`, { number }),
    doubtful: done && places ? t('editing.done.doubtful', { places }) : null,
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'lesson.change', { slug: params.slug ?? '' })
  const t = translator(ctx.locale)
  const form = await readForm(request, 'document')
  const locale = localeOf(form.get('locale'), 'ru')
  const back = (query: { done: string; number: number; doubtful?: string }) =>
    redirect(`${paths.adminLesson(permit.slug, { locale, ...query })}#done`, 303)
  const answer = { source: null, faults: [], error: null, publish: false, refused: null }
  if (form.get('intent') === 'publish') {
    const published = await publishVersion(ctx, permit, String(form.get('versionId') ?? ''))
    if (published.ok) throw back({ done: 'published', number: published.value.number })
    return data({ ...answer, refused: t(`editing.refused.${published.reason}`) }, { status: 409 })
  }
  const written = await writtenText(form)
  const publish = form.get('publish') === 'yes'
  if (!written.ok) {
    const source = typeof form.get('source') === 'string' ? String(form.get('source')) : null
    return data(
      { ...answer, publish, source, error: t(`editing.refused.${written.reason}`) },
      { status: 400 },
    )
  }
  const source = written.value
  const saved = await saveVersion(ctx, permit, { locale, source, publishWhenReady: publish })
  if (saved.ok) {
    const { number, warnings } = saved.value
    const doubtful = warnings
      .slice(0, MOST_PLACES)
      .map(({ line, column }) => `${line}:${column}`)
      .join(',')
    throw back({ done: 'saved', number, ...(doubtful ? { doubtful } : {}) })
  }
  if (saved.reason === 'unchanged')
    return data({ ...answer, publish, source, error: t('editing.refused.unchanged') }, { status: 409 })
  const lines = linesOf(source)
  const faults = saved.errors.map((error) => ({
    line: error.line,
    place: t('mdx.place', { line: error.line, column: error.column }),
    text: explain(error, ctx.locale),
    lines: linesAround(lines, error.line),
  }))
  return data({ ...answer, publish, source, faults }, { status: 400 })
}

export default function EditLesson() {
  const { t } = useI18n()
  const shown = useLoaderData<typeof loader>()
  const answer = useActionData<typeof action>()
  const { slug, locale, lesson, versions, done, doubtful, zone, zoneLabel, title } = shown
  return (
    <Page width="wide">
      <Breadcrumb
        label={t('editing.list.title')}
        items={[{ label: t('editing.list.title'), href: paths.adminLessons() }, { label: title }]}
      />
      <PageHead
        title={<span lang={locale}>{title}</span>}
        kicker={t('editing.lesson.kicker', { day: lesson.day, slug })}
        lead={t('editing.lesson.lead', { zone: zoneLabel })}
      />
      <nav className="acts" aria-label={t('editing.lesson.languages')}>
        {locales.map((one) => (
          <a
            key={one}
            className="btn slim"
            lang={one}
            href={paths.adminLesson(slug, { locale: one })}
            aria-current={one === locale ? 'page' : undefined}
          >
            {localeNames[one]}
          </a>
        ))}
      </nav>
      {done && !answer && (
        <Notice tone="good" id="done">
          {done}
        </Notice>
      )}
      {doubtful && !answer && <Notice tone="bad">{doubtful}</Notice>}
      {answer?.refused && <Notice tone="bad">{answer.refused}</Notice>}
      <Versions slug={slug} locale={locale} zone={zone} versions={versions} />
      <Editor slug={slug} locale={locale} source={answer?.source ?? shown.source} answer={answer} />
      <Sources sources={lesson.sources} />
    </Page>
  )
}
