import { sql } from 'kysely'
import { LRUCache } from 'lru-cache'
import { formatDate } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import type { CitedInText, Heading, LessonText } from '../lesson-text.ts'
import { actAddress, type CitedAct } from '../mdx/acts.ts'
import type { StatuteReference } from '../mdx/components.server.ts'
import { questionOf, type SelfCheckDefinition, splitBody } from '../self-check.ts'

/** A compiled version with the key of its self-checks: for operations, never for a page. */
export type LessonVersion = {
  id: string
  lessonId: string
  number: number
  selfChecks: SelfCheckDefinition[]
  text: LessonText
}

// A version never changes, so it may stay for as long as there is room; some 100 kB each.
const MAX_VERSIONS = 200
const versionCache = new LRUCache<string, LessonVersion>({ max: MAX_VERSIONS })

/**
 * The compiled versions of some ids; those read before come without a statement. What is not compiled, or does not
 * exist, is left out.
 */
export async function versionsById(ctx: Ctx, ids: Iterable<string>): Promise<Map<string, LessonVersion>> {
  const found = new Map<string, LessonVersion>()
  const missing: string[] = []
  for (const id of new Set(ids)) {
    const version = versionCache.get(id)
    if (version) found.set(id, version)
    else missing.push(id)
  }
  if (missing.length > 0) {
    for (const version of await readVersions(ctx, missing)) {
      versionCache.set(version.id, version)
      found.set(version.id, version)
    }
  }
  return found
}

async function readVersions(ctx: Ctx, ids: string[]): Promise<LessonVersion[]> {
  const rows = await ctx.db
    .selectFrom('lesson_version as v')
    .where(sql<boolean>`v.id = any(${ids}::uuid[])`)
    .where('v.state', '=', 'ready')
    .select(['v.id', 'v.lesson_id', 'v.locale', 'v.number', 'v.title', 'v.summary', 'v.minutes', 'v.html'])
    .select(['v.toc', 'v.self_checks', 'v.statutes'])
    .select(sql<CourseAct[] | null>`(select acts from course)`.as('acts'))
    .execute()
  return rows.map((row) => {
    const selfChecks = (row.self_checks ?? []) as SelfCheckDefinition[]
    return {
      id: row.id,
      lessonId: row.lesson_id,
      number: row.number,
      selfChecks,
      text: {
        locale: row.locale,
        title: row.title ?? '',
        summary: row.summary ?? '',
        minutes: row.minutes ?? 0,
        toc: (row.toc ?? []) as Heading[],
        parts: splitBody(row.html ?? ''),
        questions: selfChecks.map(questionOf),
        cited: citedInText((row.statutes ?? []) as StatuteReference[], row.acts ?? [], row.locale),
      },
    }
  })
}

type CourseAct = CitedAct & { kind: string }

const byNumber = new Intl.Collator('en', { numeric: true })

function citedInText(statutes: StatuteReference[], acts: CourseAct[], locale: Locale): CitedInText[] {
  const cited: CitedInText[] = []
  for (const act of acts) {
    const ofAct = statutes.filter((statute) => statute.act === act.id)
    if (ofAct.length === 0) continue
    const wordings = [...new Set(ofAct.map((statute) => statute.wording))].sort()
    cited.push({
      name: act.name[locale],
      href: actAddress(act, locale),
      unit: act.kind === 'normative-resolution' ? 'point' : 'article',
      wordings: wordings.map((wording) => {
        const articles = ofAct.filter((one) => one.wording === wording).map((one) => one.article)
        return {
          date: formatDate(new Date(`${wording}T00:00:00Z`), locale, 'UTC'),
          articles: [...new Set(articles)].sort(byNumber.compare),
        }
      }),
    })
  }
  return cited
}
