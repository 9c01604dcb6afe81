import { formatMoment, formatTime, HOME_ZONE, zoneOffset } from '#app/i18n/dates.ts'
import type { Ctx } from '#app/platform/ctx.ts'

/** Times as a page says them, in the zone of the reader's cohort. */
export type Clock = { time(at: Date): string; moment(at: Date): string; offset: string }

/** The zone of whoever acts: of the cohort, else the home zone. */
export const zoneOf = (ctx: Ctx): string =>
  (ctx.actor.kind === 'person' ? ctx.actor.cohorts[0]?.zone : undefined) ?? HOME_ZONE

/** The clock of whoever acts; a person without a cohort reads the home zone unless another one is given. */
export function clockOf(ctx: Ctx, zone?: string): Clock {
  const used = zone ?? zoneOf(ctx)
  return {
    time: (at) => formatTime(at, ctx.locale, used),
    moment: (at) => formatMoment(at, ctx.locale, used),
    offset: zoneOffset(ctx.now(), used),
  }
}
