import { parseDocument } from 'yaml'
import type { GuardError } from './guard-error.ts'
import { placeOf } from './place.ts'
import { characterIn, referenceIn } from './yaml-faults.server.ts'

export type FrontMatter = { title: string; summary: string }

export type Opening = {
  frontMatter: FrontMatter | null
  /** The source with the front matter blanked out: same lines, same columns. */
  body: string
  errors: GuardError[]
}

const FIELDS = ['title', 'summary'] as const
/** Characters of a front matter: a title and a sentence or two. */
const LONGEST = 4_000

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
  const refused = (error: GuardError): Opening => ({ frontMatter: null, body, errors: [error] })
  if (yaml.length > LONGEST) return refused(at('front_matter_too_long', 2, { limit: String(LONGEST) }))
  try {
    const document = parseDocument(yaml, { prettyErrors: true, strict: true, uniqueKeys: true })
    const inFile = (offset: number) => {
      const { line, column } = placeOf(yaml, offset)
      return { line: line + 1, column }
    }
    const reference = referenceIn(document)
    if (reference) {
      const detail = { written: reference.written }
      return refused({ code: 'front_matter_reference', ...inFile(reference.offset), detail })
    }
    const character = characterIn(document)
    if (character) {
      const detail = { character: character.written }
      return refused({ code: 'character', ...inFile(character.offset), detail })
    }
    const [fault] = [...document.errors, ...document.warnings]
    if (fault) {
      const reason = (fault.message.split('\n')[0] ?? '').replace(/ at line \d+, column \d+:?$/, '')
      const { line = 1, col = 1 } = fault.linePos?.[0] ?? {}
      return refused({ code: 'front_matter_yaml', line: line + 1, column: col, detail: { reason } })
    }
    return fields(document.toJS({ maxAliasCount: 0 }) as unknown, body, yaml)
  } catch {
    // Brackets within brackets, deeper than the reader can follow.
    return refused(at('front_matter_yaml', 2, { reason: '…' }))
  }
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
