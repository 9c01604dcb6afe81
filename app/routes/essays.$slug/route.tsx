import { type ActionFunctionArgs, data, type LoaderFunctionArgs, redirect } from '@remix-run/node'
import { useActionData, useLoaderData } from '@remix-run/react'
import { authorize, requirePerson } from '#app/access/authorize.server.ts'
import { BeginForm } from '#app/features/essays/forms.server.ts'
import { offerOf, standingAt } from '#app/features/essays/offer.ts'
import { beginAttempt } from '#app/features/essays/operations/begin-attempt.server.ts'
import { closeOnSight } from '#app/features/essays/operations/close-on-sight.server.ts'
import { promptPage } from '#app/features/essays/queries.server.ts'
import { maxPoints } from '#app/features/rubrics/rubric.ts'
import { formatMoment, zoneOffset } from '#app/i18n/dates.ts'
import { localeNames, locales } from '#app/i18n/locales.ts'
import { useI18n } from '#app/i18n/react.tsx'
import { translator } from '#app/i18n/translate.server.ts'
import { paths } from '#app/paths.ts'
import { parseForm, refusedForm } from '#app/platform/forms.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { Button, ButtonLink } from '#app/ui/button.tsx'
import { Checkbox, RadioGroup } from '#app/ui/field.tsx'
import { Notice, Tag } from '#app/ui/notice.tsx'
import { RubricTable } from './rubric-table.tsx'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'attempt.begin', { promptSlug: params.slug ?? '' })
  const [cohort] = requirePerson(ctx, request).cohorts
  const prompt = await closeOnSight(ctx, () => promptPage(ctx, permit))
  if (!prompt || !cohort) throw new Response(null, { status: 404 })
  const offer = offerOf(cohort, prompt)
  const standing = standingAt(offer, prompt.newest, ctx.now())
  // A brief is a secret of the exam until its day.
  const early = standing === 'opens_later'
  const moment = (at: Date) => `${formatMoment(at, ctx.locale, cohort.zone)} (${zoneOffset(at, cohort.zone)})`
  return {
    title: prompt.title,
    slug: prompt.slug,
    minutes: prompt.minutes,
    words: { min: prompt.wordsMin, max: prompt.wordsMax },
    attempt: { next: (prompt.newest?.number ?? 0) + 1, of: prompt.attempts },
    standing,
    brief: early ? null : prompt.brief,
    rubric: early ? null : prompt.rubric,
    opens: moment(offer.opensAt),
    due: moment(offer.dueAt),
    deadline: prompt.newest ? moment(prompt.newest.deadlineAt) : null,
  }
}

export async function action({ request, params, context }: ActionFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const slug = params.slug ?? ''
  const permit = await authorize(ctx, request, 'attempt.begin', { promptSlug: slug })
  const [cohort] = requirePerson(ctx, request).cohorts
  if (!cohort) throw new Response(null, { status: 404 })
  const t = translator(ctx.locale)
  const form = await request.formData()
  const parsed = parseForm(form, BeginForm, t)
  if (!parsed.ok) return data({ reply: parsed.reply }, { status: 400 })
  const begun = await beginAttempt(ctx, permit, cohort, parsed.value.language)
  if (begun.ok || begun.reason === 'running') throw redirect(paths.write(slug))
  if (begun.reason === 'no_prompt') throw new Response(null, { status: 404 })
  return data({ reply: refusedForm(form, '', t(`essays.begin.${begun.reason}`)) }, { status: 409 })
}

export default function Brief() {
  const { t, locale } = useI18n()
  const page = useLoaderData<typeof loader>()
  return (
    <main id="main" className="read page">
      <p className="kicker">
        {t('essays.facts', { minutes: page.minutes, min: page.words.min, max: page.words.max })} ·{' '}
        {t('essays.due', { at: page.due })}
      </p>
      <h1>{page.title}</h1>
      <Standing />
      {page.brief === null ? (
        <p>{t('essays.opensAt', { at: page.opens })}</p>
      ) : (
        <>
          <div dangerouslySetInnerHTML={{ __html: page.brief }} />
          {page.rubric && (
            <RubricTable
              title={t('essays.rubric.title', {
                points: maxPoints(page.rubric.criteria),
                pass: page.rubric.passPoints,
              })}
              criteria={page.rubric.criteria.map((criterion) => ({
                id: criterion.id,
                title: criterion.title[locale],
                max: criterion.max,
                levels: criterion.levels.map((level) => ({
                  points: level.points,
                  text: level.participant[locale],
                })),
              }))}
            />
          )}
          {page.standing === 'open' && <Begin />}
        </>
      )}
    </main>
  )
}

function Standing() {
  const { t } = useI18n()
  const { standing, slug, deadline, due } = useLoaderData<typeof loader>()
  if (standing === 'open' || standing === 'opens_later') return null
  if (standing === 'missed' || standing === 'empty') {
    return (
      <Notice tone="warn">
        {t(`essays.list.line.${standing}`, { at: standing === 'missed' ? due : (deadline ?? due) })}
      </Notice>
    )
  }
  const href = { writing: paths.write(slug), submitted: paths.receipt(slug), returned: paths.feedback(slug) }[
    standing
  ]
  return (
    <p className="acts">
      <Tag tone={standing === 'writing' ? 'warn' : 'good'}>{t(`essays.standing.${standing}`)}</Tag>
      <ButtonLink kind="main" href={href}>
        {t(`essays.list.action.${standing}`)}
      </ButtonLink>
    </p>
  )
}

function Begin() {
  const { t, locale } = useI18n()
  const { minutes, words, attempt, due } = useLoaderData<typeof loader>()
  const { errors = {}, values = {} } = useActionData<typeof action>()?.reply ?? {}
  const rules = ['clock', 'saved', 'once'] as const
  return (
    <section className="sheet" id="begin">
      <h2>{t('essays.begin.title')}</h2>
      {errors['']?.[0] && <Notice tone="bad">{errors[''][0]}</Notice>}
      <ul className="small">
        {rules.map((rule) => (
          <li key={rule}>
            {t(`essays.begin.rule.${rule}`, {
              minutes,
              min: words.min,
              max: words.max,
              due,
              number: attempt.next,
              of: attempt.of,
            })}
          </li>
        ))}
      </ul>
      <form method="post" action="#begin" className="fields">
        <RadioGroup
          name="language"
          label={t('essays.begin.language')}
          options={locales.map((value) => ({ value, label: localeNames[value] }))}
          defaultValue={values.language ?? (locale === 'en' ? 'ru' : locale)}
          error={errors.language}
          required
        />
        <Checkbox name="ready" label={t('essays.begin.ready', { minutes })} error={errors.ready} required />
        <Button kind="main" full>
          {t('essays.begin.do')}
        </Button>
      </form>
    </section>
  )
}
