import { TZDate } from '@date-fns/tz'
import { LRUCache } from 'lru-cache'

/** What a calendar is derived from; `startDate` is a day without time, `openingMinute` counts from local midnight. */
export type Calendar = { startDate: string; zone: string; days: number; openingMinute: number }

const DAY = 86_400_000

// Zone data do not change while a process runs, and pages ask for the same few hours again and again.
const instants = new LRUCache<string, number>({ max: 5_000 })

/** The instant of a local day and minute in a zone; a time that the zone skips moves on with the clocks. */
function localInstant(date: string, minute: number, zone: string): Date {
  const name = `${date} ${minute} ${zone}`
  const known = instants.get(name) ?? computedInstant(date, minute, zone)
  instants.set(name, known)
  return new Date(known)
}

function computedInstant(date: string, minute: number, zone: string): number {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number)
  const local = new TZDate(year, month - 1, day, Math.floor(minute / 60), minute % 60, zone)
  return local.getTime()
}

function shiftDate(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY).toISOString().slice(0, 10)
}

/** The local day ("2026-11-24") of an instant in a zone. */
export function localDate(at: Date, zone: string): string {
  const local = new TZDate(at.getTime(), zone)
  const two = (value: number) => String(value).padStart(2, '0')
  return `${local.getFullYear()}-${two(local.getMonth() + 1)}-${two(local.getDate())}`
}

/** The date of course day `day` (1 = the first). */
export const dateOfDay = (calendar: Calendar, day: number): string => shiftDate(calendar.startDate, day - 1)

/** When the lessons of `day` open: the cohort's hour on that day. */
export const opensAt = (calendar: Calendar, day: number): Date =>
  localInstant(dateOfDay(calendar, day), calendar.openingMinute, calendar.zone)

/** True from the opening of `day` on; earlier days stay open. */
export const isOpen = (calendar: Calendar, day: number, now: Date): boolean => now >= opensAt(calendar, day)

/** When what is due on `day` has to be in: 23:59 of that day. */
export const dueAt = (calendar: Calendar, day: number): Date =>
  localInstant(dateOfDay(calendar, day), 23 * 60 + 59, calendar.zone)

/** The instant of a local time ("2026-11-25T20:30", as browsers send it) in a zone; null where it is none. */
export function instantIn(local: string, zone: string): Date | null {
  const [, date = '', hours, minutes] =
    /^(\d{4}-\d\d-\d\d)T([01]\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?$/.exec(local) ?? []
  const midnight = Date.parse(`${date}T00:00:00Z`)
  // A day that is none, 31 February, is another day when it is counted.
  if (Number.isNaN(midnight) || !new Date(midnight).toISOString().startsWith(date)) return null
  return localInstant(date, Number(hours) * 60 + Number(minutes), zone)
}

/** The days of an essay: it opens, it is due, a late text is taken for the last time. */
export type EssayDays = { day: number; dueDay: number; cutOffDay: number }

/** When an essay opens, is due, and is taken for the last time. */
export type EssayTimes = { opensAt: Date; dueAt: Date; cutOffAt: Date }

/** The times of an essay for somebody; `ownDueAt`, her personal due time, moves the cut-off too where it is later. */
export function essayTimes(
  calendar: Calendar,
  { day, dueDay, cutOffDay }: EssayDays,
  ownDueAt: Date | null,
): EssayTimes {
  const due = ownDueAt ?? dueAt(calendar, dueDay)
  const last = Math.max(due.getTime(), dueAt(calendar, cutOffDay).getTime())
  return { opensAt: opensAt(calendar, day), dueAt: due, cutOffAt: new Date(last) }
}

/**
 * Which course day it is by the cohort's local date: 1 to `days`; 0 before the first, `days + 1` after the last.
 */
export function dayNumber(calendar: Calendar, now: Date): number {
  const passed =
    (Date.parse(`${localDate(now, calendar.zone)}T00:00:00Z`) -
      Date.parse(`${calendar.startDate}T00:00:00Z`)) /
    DAY
  return Math.min(Math.max(passed + 1, 0), calendar.days + 1)
}

/** The last day that is open at `now`; 0 where none is yet. */
export function lastOpenDay(calendar: Calendar, now: Date): number {
  const today = Math.min(dayNumber(calendar, now), calendar.days)
  return today > 0 && !isOpen(calendar, today, now) ? today - 1 : today
}

/** The days whose end has passed: what is not done there is missed. */
export const endedDays = (calendar: Calendar, now: Date): number => Math.max(dayNumber(calendar, now) - 1, 0)
