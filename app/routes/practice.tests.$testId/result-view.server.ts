import type { Permit } from '#app/access/permit.ts'
import { actAddress } from '#app/features/lessons/mdx/acts.ts'
import { citedActs } from '#app/features/lessons/queries/sources.server.ts'
import {
  choiceCounts,
  type ReviewedItem,
  reviewedItems,
  type TestView,
} from '#app/features/practice/queries/test.server.ts'
import { HINT_BELOW, sphereResults } from '#app/features/practice/results.ts'
import { endedAt } from '#app/features/practice/test-state.ts'
import { formatStamp, formatTime } from '#app/i18n/dates.ts'
import type { Locale, Localised } from '#app/i18n/locales.ts'
import { formatShare } from '#app/i18n/numbers.ts'
import type { Ctx } from '#app/platform/ctx.ts'

type About = {
  course: { spheres: { id: string; title: Localised }[] }
  zone: string
  /** Wrong answers alone, or every question. */
  shown: 'wrong' | 'all'
}

/** Shares of fewer answers than this are not shown: they would tell of single persons. */
const FEWEST_FOR_SHARES = 5

/** A finished test as its page shows it, with the key. */
export async function resultView(ctx: Ctx, permit: Permit<'practice.test'>, test: TestView, about: About) {
  const { course, zone, shown } = about
  const { locale } = ctx
  const items = await reviewedItems(ctx, permit)
  const wrong = items.filter((item) => item.chosen !== item.correct)
  const listed = shown === 'all' ? items : wrong
  const counts = await choiceCounts(
    ctx,
    listed.map((item) => item.versionId),
  )
  const acts = await citedActs(ctx)
  const titleOf = (sphere: string) => course.spheres.find(({ id }) => id === sphere)?.title[locale] ?? sphere
  const ended = endedAt(test, ctx.now()) ?? ctx.now()
  return {
    id: test.id,
    when: `${formatStamp(test.startedAt, locale, zone)} – ${formatTime(ended, locale, zone)}`,
    zone,
    minutes: Math.max(1, Math.round((ended.getTime() - test.startedAt.getTime()) / 60_000)),
    timeRanOut: test.finishedAt === null,
    right: items.length - wrong.length,
    count: items.length,
    wrong: wrong.length,
    shown,
    hint: sphereResults(items).some(({ total }) => total < HINT_BELOW),
    spheres: sphereResults(items).map((result) => ({ ...result, title: titleOf(result.sphere) })),
    items: listed.map((item) => ({
      ...shownItem(item, counts.get(item.versionId), locale),
      sphere: titleOf(item.sphere),
      norms: item.norms.map((norm) => {
        const act = acts.find(({ id }) => id === norm.act)
        return {
          act: act?.short[locale] ?? norm.act,
          article: norm.article,
          part: norm.part ?? null,
          point: norm.point ?? null,
          href: act ? actAddress(act, locale) : null,
        }
      }),
    })),
  }
}

/** A question with the options that matter: hers and the right one first, the others after them. */
function shownItem(item: ReviewedItem, counts: number[] | undefined, locale: Locale) {
  const { position, texts, chosen, correct, order, lesson } = item
  const all = (counts ?? []).reduce((sum, count) => sum + count, 0)
  return {
    position,
    lesson,
    right: chosen === correct,
    open: chosen === null,
    text: texts.text[locale],
    answers: all,
    options: order.map((option) => ({
      option,
      text: texts.options[option]?.text[locale] ?? '',
      why: texts.options[option]?.why[locale] ?? '',
      right: option === correct,
      chosen: option === chosen,
      share: all >= FEWEST_FOR_SHARES ? formatShare((counts?.[option] ?? 0) / all, locale) : null,
    })),
  }
}
