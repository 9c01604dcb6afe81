import { parseDocument } from 'yaml'
import type { GuardError } from './guard-error.ts'

export type FrontMatter = { title: string; summary: string }

export type Opening = {
  frontMatter: FrontMatter | null
  /** The source with the front matter blanked out: same lines, same columns. */
  body: string
  errors: GuardError[]
}

const FIELDS = ['title', 'summary'] as const

/**
 * Reads the front matter ourselves. The compiler never sees it, because gray-matter (inside mdx-bundler)
 * runs `---js` front matter as a program.
 */
export function readOpening(source: string, rule: 'required' | 'optional'): Opening {
  const at = (code: GuardError['code'], line = 1, detail: Record<string, string> = {}): GuardError => ({
    code,
    line,
    column: 1,
    detail,
  })
  const firstLine = source.slice(0, source.search(/\n|$/))
  if (!firstLine.startsWith('---') || firstLine.startsWith('----')) {
    return {
      frontMatter: null,
      body: source,
      errors: rule === 'required' ? [at('front_matter_missing')] : [],
    }
  }
  const language = firstLine.slice(3).trim()
  const closing = /\n---[ \t]*(?=\n|$)/.exec(source)
  const end = closing ? closing.index + closing[0].length : firstLine.length
  const body = source.slice(0, end).replace(/[^\n]/g, ' ') + source.slice(end)
  if (language !== '')
    return { frontMatter: null, body, errors: [at('front_matter_language', 1, { language })] }
  if (!closing) return { frontMatter: null, body, errors: [at('front_matter_unclosed')] }

  const yaml = source.slice(firstLine.length + 1, closing.index + 1)
  const document = parseDocument(yaml, { prettyErrors: true, strict: true, uniqueKeys: true })
  const [fault] = [...document.errors, ...document.warnings]
  if (fault) {
    const reason = fault.message.split('\n')[0] ?? ''
    return {
      frontMatter: null,
      body,
      errors: [at('front_matter_yaml', 1 + (fault.linePos?.[0].line ?? 1), { reason })],
    }
  }
  return fields(document.toJS({ maxAliasCount: 0 }) as unknown, body, yaml)
}

function fields(value: unknown, body: string, yaml: string): Opening {
  const errors: GuardError[] = []
  const record = typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {}
  const lineOf = (field: string) =>
    2 +
    Math.max(
      0,
      yaml.split('\n').findIndex((line) => line.startsWith(`${field}:`)),
    )
  for (const field of Object.keys(record)) {
    if (!(FIELDS as readonly string[]).includes(field)) {
      errors.push({ code: 'front_matter_unknown', line: lineOf(field), column: 1, detail: { field } })
    }
  }
  for (const field of FIELDS) {
    const content = record[field]
    if (typeof content !== 'string' || content.trim() === '') {
      errors.push({ code: 'front_matter_field', line: lineOf(field), column: 1, detail: { field } })
    }
  }
  const frontMatter =
    errors.length === 0
      ? { title: String(record.title).trim(), summary: String(record.summary).trim() }
      : null
  return { frontMatter, body, errors }
}
