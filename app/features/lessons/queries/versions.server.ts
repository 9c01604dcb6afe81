import { sql } from 'kysely'
import { formatDate } from '#app/i18n/dates.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { type CitedInText, type Heading, type LessonText, shelve } from '../lesson-texts.ts'
import { actAddress, type CitedAct } from '../mdx/acts.ts'
import type { StatuteReference } from '../mdx/components.server.ts'
import {
  judgeAnswer,
  questionOf,
  type SelfCheckDefinition,
  type SelfCheckVerdict,
  splitBody,
} from '../self-check.ts'

/** A compiled version with the key of its self-checks: for operations, never for a page. */
export type LessonVersion = {
  id: string
  lessonId: string
  number: number
  selfChecks: SelfCheckDefinition[]
  text: LessonText
}

// A version never changes, so it may stay for as long as there is room; some 100 kB each.
const CAPACITY = 200
const kept = new Map<string, LessonVersion>()

function keep(version: LessonVersion): void {
  kept.delete(version.id)
  kept.set(version.id, version)
  shelve(version.id, version.text)
  for (const [oldest] of kept) {
    if (kept.size <= CAPACITY) return
    kept.delete(oldest)
    shelve(oldest, null)
  }
}

/**
 * Compiled versions by id, those that are at hand without asking the database. What is not compiled, or not there,
 * is left out.
 */
export async function versionsById(ctx: Ctx, ids: Iterable<string>): Promise<Map<string, LessonVersion>> {
  const found = new Map<string, LessonVersion>()
  const missing: string[] = []
  for (const id of new Set(ids)) {
    const version = kept.get(id)
    if (!version) missing.push(id)
    else {
      // Asked for again: the last to go.
      keep(version)
      found.set(id, version)
    }
  }
  if (missing.length > 0) {
    for (const version of await readVersions(ctx, missing)) {
      keep(version)
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
        questions: new Map(selfChecks.map((check) => [check.id, questionOf(check)])),
        judge: (checkId, chosen) =>
          judged(
            selfChecks.find((check) => check.id === checkId),
            chosen,
          ),
        cited: citedInText((row.statutes ?? []) as StatuteReference[], row.acts ?? [], row.locale),
      },
    }
  })
}

function judged(check: SelfCheckDefinition | undefined, chosen: readonly string[]): SelfCheckVerdict | null {
  const verdict = check && judgeAnswer(check, chosen)
  return verdict?.ok ? verdict.value : null
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
