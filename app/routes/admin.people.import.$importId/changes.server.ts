import { data } from '@remix-run/node'
import { authorize } from '#app/access/authorize.server.ts'
import type { Permit } from '#app/access/permit.ts'
import type { ImportChoices } from '#app/features/imports/import-report.ts'
import { checkAgain } from '#app/features/imports/operations/check-again.server.ts'
import { requestApply } from '#app/features/imports/operations/request-apply.server.ts'
import { importRows } from '#app/features/imports/queries/imports.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import type { Ctx } from '#app/platform/ctx.ts'
import { readForm } from '#app/platform/http/read-body.server.ts'
import { intentOf } from '#app/platform/intent.server.ts'
import { delimiters, TABLE_LIMITS } from '#app/platform/spreadsheet/table.ts'
import { encodings } from '#app/platform/spreadsheet/text-encoding.ts'

const INTENTS = ['again', 'read', 'columns', 'accept', 'accept-all', 'apply'] as const
type Change = (choices: ImportChoices) => ImportChoices

/** Carries out what a form of the page of one list requests: null where it is done, else the answer of the page. */
export async function changeImport(ctx: Ctx, request: Request, importId: string) {
  const permit = await authorize(ctx, request, 'import.manage', { importId })
  const form = await readForm(request, 'list')
  const intent = intentOf(form, INTENTS)
  const done =
    intent === 'apply'
      ? await requestApply(ctx, permit, { invite: form.get('invite') === 'on' })
      : await checkAgain(ctx, permit, await changeOf(ctx, permit, form, intent))
  if (done.ok) return null
  return data({ refusal: translator(ctx.locale)(`imports.refusal.${done.reason}`) }, { status: 409 })
}

async function changeOf(
  ctx: Ctx,
  permit: Permit<'import.manage'>,
  form: FormData,
  intent: Exclude<(typeof INTENTS)[number], 'apply'>,
): Promise<Change> {
  const text = (name: string) => String(form.get(name) ?? '')
  if (intent === 'read') {
    const encoding = encodings.find((one) => one === text('encoding')) ?? null
    const delimiter = delimiters.find((one) => one === text('delimiter')) ?? null
    // Another table has other columns, and other lines to mend.
    return (choices) => ({
      ...choices,
      ...{ encoding, delimiter, sheet: text('sheet').slice(0, 100) || null, columns: null, fixes: {} },
    })
  }
  if (intent === 'columns') {
    const columns: Record<string, string> = {}
    for (let index = 0; index < TABLE_LIMITS.columns; index++) {
      const field = form.get(`column[${index}]`)
      if (typeof field === 'string') columns[String(index)] = field.slice(0, 40)
    }
    return (choices) => ({ ...choices, columns })
  }
  if (intent === 'again') return (choices) => choices
  const most = TABLE_LIMITS.rows
  const refused = await importRows(ctx, permit, 'refused', { most })
  const line = intent === 'accept' ? Number(text('line')) : null
  const fixes = Object.fromEntries(
    refused.flatMap((row) => {
      if (line !== null && row.line !== line) return []
      const values = row.faults.flatMap(({ field, suggestion }) =>
        field && suggestion && (line === null || field === text('field')) ? [[field, suggestion]] : [],
      )
      return values.length > 0 ? [[String(row.line), Object.fromEntries(values)]] : []
    }),
  )
  return (choices) => {
    const all = { ...choices.fixes }
    for (const [at, values] of Object.entries(fixes)) all[at] = { ...all[at], ...values }
    return { ...choices, fixes: all }
  }
}
