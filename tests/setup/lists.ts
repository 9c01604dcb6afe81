import type { TestApp } from './app.ts'

/** Uploads a list as the form of its page does; answers the id of the list, or null where it was refused. */
export async function uploadList(
  app: TestApp,
  as: string,
  file: { name?: string; bytes: Uint8Array | string; cohortId: string; fields?: Record<string, string> },
): Promise<{ id: string | null; answer: Response }> {
  const body = new FormData()
  const bytes = typeof file.bytes === 'string' ? file.bytes : new Uint8Array(file.bytes)
  body.append('file', new Blob([bytes]), file.name ?? 'list.csv')
  body.append('cohortId', file.cohortId)
  for (const [name, value] of Object.entries(file.fields ?? {})) body.append(name, value)
  const answer = await app.send('/admin/people/import', { method: 'POST', body }, { as })
  const id = /import\/([0-9a-f-]{36})$/.exec(answer.headers.get('Location') ?? '')?.[1] ?? null
  return { id, answer }
}

/** Has every checked list applied. */
export async function applyLists(app: TestApp, as: string): Promise<void> {
  const lists = await app.services.db.selectFrom('file_import').select('id').execute()
  for (const { id } of lists) await app.post(`/admin/people/import/${id}`, { intent: 'apply' }, { as })
  await app.drain()
}

/** A list in the database: its state, how it was read, and its rows in short: "2 new", "3 refused: email_missing". */
export async function storedList(app: TestApp, id: string) {
  const { db } = app.services
  const list = await db
    .selectFrom('file_import')
    .where('id', '=', id)
    .select(['state', 'report', 'bytes'])
    .executeTakeFirstOrThrow()
  const rows = await db
    .selectFrom('file_import_row')
    .where('import_id', '=', id)
    .orderBy('line')
    .select(['line', 'verdict', 'faults', 'changes', 'shown'])
    .execute()
  const report = list.report as unknown as {
    facts: {
      encoding: string | null
      delimiter: string | null
      sheet: string | null
      damaged: boolean
    } | null
    fault: { code: string } | null
    columns: { field: string | null; hint: string | null }[]
    missing: string[]
    stale: number
    broke: boolean
  }
  const short = rows.map(({ line, verdict, faults, changes }) => {
    const codes = (faults as unknown as { code: string }[]).map(({ code }) => code)
    const fields = (changes as unknown as { field: string }[]).map(({ field }) => field)
    const more = [...codes, ...fields]
    return `${line} ${verdict}${more.length > 0 ? `: ${more.join(', ')}` : ''}`
  })
  return { state: list.state, kept: list.bytes !== null, report, short, rows }
}
