/** Everything the guard can refuse. The author's explanation of each is the message `mdx.guard.<code>`. */
export const GUARD_CODES = [
  'source_too_large',
  'character',
  'stacked_marks',
  'nested_too_deep',
  'too_much_markup',
  'more_faults',
  'front_matter_too_long',
  'front_matter_reference',
  'front_matter_missing',
  'front_matter_language',
  'front_matter_unclosed',
  'front_matter_yaml',
  'front_matter_field',
  'front_matter_unknown',
  'html_comment',
  'brace_comment',
  'autolink',
  'email_address',
  'placeholder',
  'bare_brace',
  'bare_angle',
  'tag_syntax',
  'unclosed_tag',
  'stray_closing_tag',
  'syntax',
  'import_export',
  'expression',
  'spread',
  'attribute_expression',
  'raw_html',
  'unknown_component',
  'unknown_attribute',
  'duplicate_attribute',
  'missing_attribute',
  'attribute_value',
  'misplaced',
  'block_in_line',
  'empty_component',
  'unexpected_content',
  'link_scheme',
  'image',
  'heading_level',
  'heading_inside',
  'task_list',
  'unknown_markup',
  'unknown_act',
  'unknown_figure',
  'figure_refused',
  'self_check_duplicate',
  'self_check_single',
  'self_check_multiple',
  'self_check_options',
  'self_check_question',
  'self_check_order',
  'self_check_answer',
  'self_check_why',
  'out_of_time',
  'out_of_memory',
  'check_failed',
  'check_busy',
  'result_too_large',
  'not_storable',
  'link_lookalike',
  'link_other_host',
] as const

export type GuardCode = (typeof GUARD_CODES)[number]

/** One fault, at its place in the file as the author sees it (front matter included). */
export type GuardError = {
  code: GuardCode
  line: number
  column: number
  detail: Record<string, string>
}

/** Faults of one text that are listed; a page of more would help nobody. */
export const MOST_FAULTS = 100
const LONGEST_DETAIL = 80

/**
 * Faults as an author reads them: top to bottom, at most `MOST_FAULTS` and one that says how many more there are, each
 * quoting no more of the text than shows the place.
 */
export function boundFaults(errors: readonly GuardError[]): GuardError[] {
  const before = errors.find(({ code }) => code === 'more_faults')
  const sorted = inReadingOrder(errors.filter((error) => error !== before))
  const listed = sorted.slice(0, MOST_FAULTS).map((error) => ({ ...error, detail: shortened(error.detail) }))
  const next = sorted[MOST_FAULTS]
  if (!next) return before ? [...listed, before] : listed
  const { line, column } = next
  // A list that was bounded before says how many it left out.
  const detail = { count: String(sorted.length - MOST_FAULTS + Number(before?.detail.count ?? 0)) }
  return [...listed, { code: 'more_faults', line, column, detail }]
}

const shortened = (detail: Record<string, string>) =>
  Object.fromEntries(
    Object.entries(detail).map(([name, value]) => {
      const long = value.length > LONGEST_DETAIL && !name.startsWith('known')
      const text = long ? `${value.slice(0, LONGEST_DETAIL)}…` : value
      // A database takes neither half a pair nor a zero.
      return [name, text.toWellFormed().replaceAll('\u0000', '\uFFFD')]
    }),
  )

/** Sorted as an author reads: top to bottom. */
export function inReadingOrder(errors: readonly GuardError[]): GuardError[] {
  return [...errors].sort((a, b) => a.line - b.line || a.column - b.column)
}
