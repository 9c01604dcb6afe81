import type { LoaderFunctionArgs } from '@remix-run/node'
import { authorize } from '#app/access/authorize.server.ts'
import { faultWords } from '#app/features/imports/fault-words.ts'
import { importRows, oneImport } from '#app/features/imports/queries/imports.server.ts'
import { translator } from '#app/i18n/translate.server.ts'
import { csvFile } from '#app/platform/csv.server.ts'
import { requestCtx } from '#app/platform/request.server.ts'
import { TABLE_LIMITS } from '#app/platform/spreadsheet/table.ts'

export async function loader({ request, params, context }: LoaderFunctionArgs) {
  const ctx = await requestCtx(request, context)
  const permit = await authorize(ctx, request, 'import.manage', { importId: params.importId ?? '' })
  const t = translator(ctx.locale)
  const [{ report }, rows] = await Promise.all([
    oneImport(ctx, permit),
    importRows(ctx, permit, 'refused', { most: TABLE_LIMITS.rows }),
  ])
  const heads = report.columns.map(({ head }) => head)
  const lines = rows.map(({ line, cells, faults }) => [
    ...report.columns.map(({ index }) => cells[index] ?? ''),
    line,
    faults.map((fault) => faultWords(fault, t).why).join(' '),
  ])
  const head = [...heads, t('imports.refusedFile.line'), t('imports.refusedFile.why')]
  return csvFile([head, ...lines], 'refused.csv')
}
