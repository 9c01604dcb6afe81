import { plainAddress } from '../identity/address.ts'
import type { ListKind } from '../imports/list-kind.ts'
import { rosterCohorts, rosterPeople } from './queries/roster.server.ts'
import { missingFields, rosterRules } from './roster/roster-fields.ts'
import { tidy } from './roster/roster-name.ts'
import { type RosterRow, rosterPlanner } from './roster/roster-plan.ts'
import { applyRoster } from './steps/apply-roster.server.ts'

/** Lists of people: who they are, and which cohort they study in. */
export const rosterKind = (publicUrl: string): ListKind => ({
  rules: rosterRules,
  missing: missingFields,
  async prepare(ctx, about, rows) {
    const cohorts = await rosterCohorts(ctx)
    const cohort = cohorts.find(({ id }) => id === about.cohortId)
    if (!cohort) throw new Error('the cohort of the list is gone')
    const people = await rosterPeople(ctx, {
      emails: rows.map(({ values }) => plainAddress(values.email ?? '')),
      sourcedIds: rows.flatMap(({ values }) =>
        [values.sourcedId, values.userSourcedId].map((id) => tidy(id ?? '')),
      ),
      lock: about.lock,
    })
    const plan = rosterPlanner({ heads: about.heads, cohorts, cohort }, people)
    const planned: RosterRow[] = []
    return {
      plan(row) {
        const result = plan(row)
        planned.push(result)
        // The row alone is kept: what it means to the house is found again.
        const { person: _person, known: _known, ...rest } = result
        return rest
      },
      apply: (tx) => applyRoster(tx, planned, { about, cohorts, publicUrl }),
    }
  },
})
