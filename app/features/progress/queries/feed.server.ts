import { sql } from 'kysely'
import type { ActorCohort } from '#app/access/actor.ts'
import type { Locale } from '#app/i18n/locales.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** The participant of a calendar feed, with the number of the valid key; null where gone, deactivated or in no cohort. */
export async function feedOwner(
  ctx: Ctx,
  personId: string,
): Promise<{ locale: Locale; cohort: ActorCohort; keyNumber: number } | null> {
  const row = await ctx.db
    .selectFrom('person as p')
    .innerJoin('enrolment as e', 'e.person_id', 'p.id')
    .innerJoin('cohort as c', 'c.id', 'e.cohort_id')
    .where('p.id', '=', personId)
    .where('p.role', '=', 'participant')
    .where('p.deactivated_at', 'is', null)
    .orderBy('c.start_date', 'desc')
    .orderBy('c.id')
    .select([
      'p.locale',
      'p.calendar_key_number as keyNumber',
      'c.id',
      'c.name',
      sql<string>`c.start_date::text`.as('startDate'),
      'c.zone',
      'c.days',
    ])
    .select('c.opening_minute as openingMinute')
    .executeTakeFirst()
  if (!row) return null
  const { locale, keyNumber, ...cohort } = row
  return { locale, cohort, keyNumber }
}
