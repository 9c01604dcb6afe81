import type { Role } from '#app/access/actor.ts'
import { findRegion } from '#app/i18n/find-region.ts'
import type { Locale } from '#app/i18n/locales.ts'
import { plainAddress } from '../../identity/address.ts'
import { readPhone } from '../../identity/phone.ts'
import { plainHead } from '../../imports/columns.ts'
import type { RowFault, SourceRow, Values } from '../../imports/import-row.ts'
import { addressFault } from './roster-address.ts'
import { nameFault, tidy } from './roster-name.ts'
import { readLanguage, readRole } from './roster-values.ts'

/** A person as a row of a list names her; null is "the list does not say". Rows of enrolments have no address. */
export type RosterPerson = {
  email: string | null
  name: string | null
  locale: Locale | null
  /** In the languages of the course. */
  region: Record<Locale, string> | null
  employer: string | null
  phone: string | null
  role: Role | null
  cohort: { id: string; name: string }
  sourcedId: string | null
  /** A row of enrolments refers to a person by this key. */
  reference: string | null
}

/** What a row is judged by beside itself. `heads`: the heads of its columns, in which a head is known again. */
export type RosterRules = {
  heads: string[]
  cohorts: { id: string; name: string }[]
  cohort: { id: string; name: string }
}

const LINE_MOST = 200
const TOTALS = /^(?:итого|всего|барлығы|жиыны|total|жалпы)(?:\s|:|$)/i
const UNSEEN = /[\p{Cc}\p{Cf}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u

type Judged = { person: RosterPerson; faults: RowFault[] }

/** Reads one row of a list of people; every fault is named, not the first alone. */
export function judgeRow(row: SourceRow, rules: RosterRules): Judged {
  const { values } = row
  const whole = wholeRowFault(row, rules)
  const faults: RowFault[] = whole ? [whole] : []
  const name = fullName(values)
  const reference = values.email === undefined ? tidy(values.userSourcedId ?? '') : ''
  const read = <T>(field: string, reader: (text: string) => T | RowFault): T | null => {
    const text = tidy(values[field] ?? '')
    if (text === '') return null
    const fault = lineFault(field, text)
    const result = fault ?? reader(text)
    if (result === null || typeof result !== 'object' || !('code' in result)) return result
    faults.push(result)
    return null
  }
  if (!whole && reference === '') {
    for (const fault of [nameFault(name), addressFault(values.email ?? '')]) if (fault) faults.push(fault)
    if (values.userSourcedId !== undefined && values.email === undefined)
      faults.splice(0, faults.length, { code: 'person_unknown', field: 'userSourcedId' })
  }
  const person: RosterPerson = {
    email: reference ? null : plainAddress(values.email ?? ''),
    name: reference ? null : name,
    locale: read<Locale>(
      'language',
      (text) => readLanguage(text) ?? { code: 'language_unknown', field: 'language' },
    ),
    region: read('region', readRegion),
    employer: read('employer', (text) => text),
    phone: read('phone', phoneOf),
    role: read('role', roleOf),
    cohort: read('cohort', (text) => cohortOf(text, rules)) ?? rules.cohort,
    // In a file of enrolments it is the key of the enrolment.
    sourcedId: values.userSourcedId === undefined ? read('sourcedId', (text) => text) : null,
    reference: reference || null,
  }
  if (isInactive(values)) faults.push({ code: 'inactive', field: values.enabled ? 'enabled' : 'status' })
  if (!whole) {
    for (const field of row.formulas)
      if (values[field] && !faults.some((fault) => fault.field === field))
        faults.push({ code: 'formula', field })
  }
  // About a head or a sum there is no more to say.
  return { person, faults: whole ? [whole] : faults }
}

function wholeRowFault({ cells, values }: SourceRow, { heads }: RosterRules): RowFault | null {
  const filled = cells.filter((cell) => cell.trim())
  if (!values.email?.trim() && filled.some((cell) => TOTALS.test(cell.trim())))
    return { code: 'totals', field: null }
  const same = cells.filter((cell, index) => cell.trim() && plainHead(cell) === heads[index]).length
  return same > 1 && same >= filled.length - 1 ? { code: 'repeated_heads', field: null } : null
}

/** The name in one piece or in its parts, as names are written here: family name first. */
export function fullName(values: Values): string {
  const parts = [values.familyName, values.givenName, values.middleName].map((part) => tidy(part ?? ''))
  return tidy(values.name ?? '') || parts.filter(Boolean).join(' ')
}

/** What no line of text may be, whatever it says. */
function lineFault(field: string, text: string): RowFault | null {
  if (text.includes('\ufffd')) return { code: 'broken_letters', field }
  if (/^[=@]/.test(text) || /^[+-](?![\d\s(])/.test(text)) return { code: 'formula', field }
  if (text.length > LINE_MOST) return { code: 'too_long', field, detail: { most: LINE_MOST } }
  return UNSEEN.test(text) ? { code: 'unseen', field } : null
}

function readRegion(text: string): Record<Locale, string> | RowFault {
  const region = findRegion(text)
  if (region.found) return region.found
  return { code: 'region_unknown', field: 'region', ...(region.near ? { suggestion: region.near.ru } : {}) }
}

function phoneOf(text: string): string | RowFault {
  const phone = readPhone(text)
  if (phone === null) return { code: 'phone_invalid', field: 'phone' }
  return phone === 'rounded' ? { code: 'phone_rounded', field: 'phone' } : phone
}

function roleOf(text: string): Role | RowFault {
  const role = readRole(text)
  if (role === 'admin') return { code: 'role_admin', field: 'role' }
  return role ?? { code: 'role_unknown', field: 'role' }
}

function cohortOf(text: string, { cohorts }: RosterRules): { id: string; name: string } | RowFault {
  const wanted = text.toLowerCase()
  return (
    cohorts.find(({ name }) => name.toLowerCase() === wanted) ?? { code: 'cohort_unknown', field: 'cohort' }
  )
}

const isInactive = ({ status = '', enabled = '' }: Values): boolean =>
  status.trim().toLowerCase() === 'tobedeleted' || enabled.trim().toLowerCase() === 'false'
