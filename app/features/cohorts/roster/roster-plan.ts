import type { Role } from '#app/access/actor.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { regionName } from '#app/i18n/regions.ts'
import type { Change, PlannedRow, RowFault, SourceRow } from '../../imports/import-row.ts'

import { fullName, judgeRow, type RosterPerson, type RosterRules } from './roster-row.ts'

/** A person who is in the list already. */
export type KnownPerson = {
  id: string
  email: string
  name: string
  role: Role
  locale: Locale
  region: string | null
  employer: string | null
  phone: string | null
  sourcedId: string | null
  deactivated: boolean
  cohortIds: string[]
}

/** Everybody whom a list may mean: by address and by the key of another system. */
export type KnownPeople = { byEmail: Map<string, KnownPerson>; bySourcedId: Map<string, KnownPerson> }

/** A row with what it means: the person of the list, and the one whom the house knows already. */
export type RosterRow = PlannedRow & { person: RosterPerson; known: KnownPerson | null }

/** What two rows of one file may not have in common. */
type Seen = Map<string, { line: number; name: string }>

/**
 * Judges the rows of a list, one after the other, against the people whom the house knows: new, changed, unchanged, or
 * refused and why. An empty cell never takes anything away; a file never changes staff, roles or addresses.
 */
export function rosterPlanner(rules: RosterRules, people: KnownPeople): (row: SourceRow) => RosterRow {
  const seen: Seen = new Map()
  return (row) => {
    const { person, faults } = judgeRow(row, rules)
    const known = knownOf(person, people)
    const all = [...faults, ...duplicates(row, person, seen), ...meetingFaults(person, known, people)]
    const changes = known ? changesOf(person, known) : []
    const verdict = all.length > 0 ? 'refused' : !known ? 'new' : changes.length > 0 ? 'changed' : 'unchanged'
    const { line, cells, values } = row
    const shown = { ...values, name: fullName(values) || (known?.name ?? '') }
    return {
      line,
      verdict,
      cells,
      shown,
      faults: all,
      changes: verdict === 'changed' ? changes : [],
      person,
      known,
    }
  }
}

function knownOf({ email, reference, sourcedId }: RosterPerson, people: KnownPeople): KnownPerson | null {
  if (reference) return people.bySourcedId.get(reference) ?? null
  const found = email ? people.byEmail.get(email) : undefined
  return found ?? (sourcedId ? (people.bySourcedId.get(sourcedId) ?? null) : null)
}

function duplicates({ line, values }: SourceRow, person: RosterPerson, seen: Seen): RowFault[] {
  const { email, reference, sourcedId, cohort } = person
  const keys: [key: string, field: string][] = []
  if (email) keys.push([email, 'email'])
  if (sourcedId) keys.push([`id ${sourcedId}`, 'sourcedId'])
  // One person may be enrolled in several cohorts by one file.
  if (reference) keys.push([`ref ${reference} ${cohort.id}`, 'userSourcedId'])
  for (const [key, field] of keys) {
    const first = seen.get(key)
    if (first) return [{ code: 'duplicate', field, detail: { line: first.line, name: first.name } }]
    seen.set(key, { line, name: fullName(values).slice(0, 60).toWellFormed() })
  }
  return []
}

/** What stands between a row and the person whom it means. */
function meetingFaults(person: RosterPerson, known: KnownPerson | null, people: KnownPeople): RowFault[] {
  const { email, reference, sourcedId, role } = person
  if (!known) return reference ? [{ code: 'person_unknown', field: 'userSourcedId' }] : []
  const field = reference ? 'userSourcedId' : 'email'
  if (known.deactivated) return [{ code: 'deactivated', field }]
  if (email && known.email !== email) return [{ code: 'other_address', field: 'email' }]
  const owner = sourcedId ? people.bySourcedId.get(sourcedId) : undefined
  if (owner && owner.id !== known.id) return [{ code: 'id_taken', field: 'sourcedId' }]
  if (known.role !== 'participant') {
    if (role !== known.role) return [{ code: 'staff', field }]
    const others = changesOf(person, known).filter(({ field: changed }) => changed !== 'cohort')
    return others.length > 0 ? [{ code: 'staff_differs', field: others[0]?.field ?? field }] : []
  }
  return role && role !== 'participant' ? [{ code: 'role_other', field: 'role' }] : []
}

const inLocale = (region: RosterPerson['region'], locale: Locale): string | null => region?.[locale] ?? null

/** What would be another value than now. Regions are compared by what they mean, not by the language they stand in. */
function changesOf(person: RosterPerson, known: KnownPerson): Change[] {
  const changes: Change[] = []
  const compare = (field: string, from: string | null, to: string | null) => {
    if (to !== null && to !== from) changes.push({ field, from, to })
  }
  compare('name', known.name, person.name)
  const region = inLocale(person.region, person.locale ?? known.locale)
  if (person.region && regionName(known.region ?? '', 'kk') !== person.region.kk)
    compare('region', known.region, region)
  compare('employer', known.employer, person.employer)
  compare('language', known.locale, person.locale)
  compare('phone', known.phone, person.phone)
  compare('sourcedId', known.sourcedId, person.sourcedId)
  if (!known.cohortIds.includes(person.cohort.id))
    changes.push({ field: 'cohort', from: null, to: person.cohort.name })
  return changes
}
